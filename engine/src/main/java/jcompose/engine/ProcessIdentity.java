package jcompose.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Epoll;
import jcompose.engine.linux.RawFile;

/**
 * A process beyond doubt: ids are used again, the three together are not.
 *
 * @param pid its id
 * @param startTime ticks since boot
 * @param bootId the boot
 */
public record ProcessIdentity(int pid, long startTime, String bootId) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Field 22, counted from the state, which is field 3 and follows the name in parentheses. */
  private static final int START_TIME = 19;

  private static final int LINE = 1024;

  /** The identity of a process that has not been reaped; empty when there is none. */
  public static Optional<ProcessIdentity> of(int pid) {
    OptionalLong started = startTime(pid);
    return started.isPresent()
        ? Optional.of(new ProcessIdentity(pid, started.getAsLong(), currentBoot()))
        : Optional.empty();
  }

  /** Whether it is still there, as a zombie at least. */
  public boolean exists() {
    OptionalLong started = startTime(pid);
    return started.isPresent() && started.getAsLong() == startTime && bootId.equals(currentBoot());
  }

  /** The same as {@link #exists()} by Java alone: for commands that load nothing native. */
  boolean isListed() {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Integer.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      return Long.parseLong(fields(stat)[START_TIME]) == startTime && bootId.equals(currentBoot());
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether it still does anything: one that nobody has reaped does not. */
  public boolean runs() {
    Optional<String[]> fields = fields(pid);
    return exists() && fields.isPresent() && "ZX".indexOf(fields.get()[0].charAt(0)) < 0;
  }

  /** Whether it ends in time, or has ended. */
  public boolean awaitEnd(Duration patience) {
    Optional<Descriptor> process = OpenJoins.process(this);
    if (process.isEmpty()) {
      return true;
    }
    try (Descriptor pidfd = process.get();
        Epoll epoll = new Epoll()) {
      epoll.add(pidfd.number(), 0);
      return epoll.await((int) Math.min(patience.toMillis(), Integer.MAX_VALUE)) > 0;
    }
  }

  private static OptionalLong startTime(int pid) {
    Optional<String[]> fields = fields(pid);
    return fields.isPresent()
        ? OptionalLong.of(Long.parseLong(fields.get()[START_TIME]))
        : OptionalLong.empty();
  }

  /** Those behind the name in /proc/PID/stat: proc_pid_stat(5). */
  private static Optional<String[]> fields(int pid) {
    Optional<byte[]> stat = RawFile.head(Path.of("/proc", Integer.toString(pid), "stat"), LINE);
    if (stat.isEmpty() || stat.get().length == 0) {
      return Optional.empty();
    }
    return Optional.of(fields(new String(stat.get(), StandardCharsets.ISO_8859_1)));
  }

  private static String[] fields(String line) {
    return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
  }

  /** The current boot, by the id that the kernel gives it. */
  public static String currentBoot() {
    return Boot.ID;
  }

  /** Read once: this process does not outlive the boot either. */
  private static final class Boot {
    static final String ID = read();

    private static String read() {
      try {
        return Files.readString(BOOT_ID).trim();
      } catch (IOException failure) {
        throw new EngineException("cannot read " + BOOT_ID, failure);
      }
    }
  }
}
