package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LogTerminalTest {
  private static final long AT_FDCWD = -100;
  private static final long O_RDWR_NOCTTY_CLOEXEC = 0x80102;
  private static final long TIOCSPTLCK = 0x40045431;
  private static final long TIOCGPTPEER = 0x5441;

  @TempDir Path folder;

  @Test
  void aTerminalIsReadUntilItsLastUserIsGone() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    LogSource source = new LogSource("tty", folder);
    try (NativeMemory memory = new NativeMemory();
        LogPump pump = LogPump.open(seen::add);
        LogFollower follower = LogFollower.open((id, line) -> seen.add(line.text()))) {
      int master =
          (int)
              Kernel.check(
                  "openat(/dev/ptmx)",
                  Syscall.OPENAT,
                  AT_FDCWD,
                  memory.string("/dev/ptmx"),
                  O_RDWR_NOCTTY_CLOEXEC);
      Kernel.check("ioctl(TIOCSPTLCK)", Syscall.IOCTL, master, TIOCSPTLCK, memory.allocate(8));
      long slave =
          Kernel.check(
              "ioctl(TIOCGPTPEER)", Syscall.IOCTL, master, TIOCGPTPEER, O_RDWR_NOCTTY_CLOEXEC);
      pump.attachTerminal("tty", master, folder, LogLimits.DEFAULT);
      follower.follow(List.of(source), LogQuery.ALL);
      write(memory, slave, "hello\n");
      assertEquals("hello\r", seen.take());
      write(memory, slave, "last words");
      Kernel.call(Syscall.CLOSE, slave);
      pump.finish("tty").join();
      follower.finish("tty");
      Kernel.call(Syscall.CLOSE, master);
      assertEquals("last words", seen.take());
    }
  }

  private static void write(NativeMemory memory, long descriptor, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Kernel.check("write", Syscall.WRITE, descriptor, memory.bytes(bytes), bytes.length);
  }
}
