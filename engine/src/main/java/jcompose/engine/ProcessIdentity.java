package jcompose.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
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

  private static OptionalLong startTime(int pid) {
    Optional<byte[]> stat = RawFile.head(Path.of("/proc", Integer.toString(pid), "stat"), LINE);
    if (stat.isEmpty() || stat.get().length == 0) {
      return OptionalLong.empty();
    }
    String line = new String(stat.get(), StandardCharsets.ISO_8859_1);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return OptionalLong.of(Long.parseLong(fields[START_TIME]));
  }

  static String currentBoot() {
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
