package jcompose.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, for a small file system. */
@Timeout(60)
final class LogPumpDiskFullIT {
  private static final long MNT_DETACH = 2;

  @TempDir Path folder;

  @Test
  void nothingIsLostWhenTheDiskIsFullForAWhile() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "mount(tmpfs)",
          Syscall.MOUNT,
          memory.string("tmpfs"),
          memory.string(disk.toString()),
          memory.string("tmpfs"),
          0,
          memory.string("size=256k"));
      try {
        fillAndFree(disk);
      } finally {
        Kernel.check("umount2", Syscall.UMOUNT2, memory.string(disk.toString()), MNT_DETACH);
      }
    }
  }

  private void fillAndFree(Path disk) throws Exception {
    Path ballast = disk.resolve("ballast");
    Files.write(ballast, new byte[150_000]);
    BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    String text = "a line of output\n".repeat(10_000);
    try (Fifos fifos = new Fifos(folder.resolve("run"));
        LogPump pump = LogPump.open(problems::add)) {
      pump.attach("web", fifos.stdout, fifos.stderr, disk.resolve("logs"));
      fifos.out(text);
      String problem = problems.take();
      assertTrue(problem.contains("ENOSPC"), problem);
      CompletableFuture<Void> finished = pump.finish("web");
      Files.delete(ballast);
      finished.join();
      assertEquals("log of web is written again", problems.take());
      assertEquals(0, problems.size());
    }
    assertEquals(
        text,
        LogFolder.copied(
            LogFormat.PLAIN, LogQuery.ALL, new LogSource("web", disk.resolve("logs"))));
  }
}
