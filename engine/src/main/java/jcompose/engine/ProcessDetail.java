package jcompose.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What /proc says of a process.
 *
 * @param pid as the host numbers it
 * @param parent the same of its parent
 * @param uid its effective user, as the host numbers it
 * @param started when it began
 * @param cpu the time that it has had processors
 * @param terminal its controlling terminal, for example {@code pts/0}; {@code ?} without one
 * @param command its arguments, parted by blanks; its name in brackets when it has none
 */
public record ProcessDetail(
    int pid, int parent, long uid, Instant started, Duration cpu, String terminal, String command) {
  /** Linux shows programs a hundred ticks a second, whatever its own clock does: time(7). */
  private static final long TICK_MILLIS = 10;

  // Counted from the state, which is field 3 and follows the name: proc_pid_stat(5).
  private static final int PARENT = 1;
  private static final int TERMINAL = 4;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int START_TIME = 19;

  private static final int EFFECTIVE = 1; // of real, effective, saved, file system

  /** That of a process; empty when there is none. */
  static Optional<ProcessDetail> of(int pid) {
    Path folder = Path.of("/proc", Integer.toString(pid));
    try {
      return Optional.of(
          parse(
              read(folder.resolve("stat")),
              read(folder.resolve("status")),
              new String(Files.readAllBytes(folder.resolve("cmdline")), StandardCharsets.UTF_8),
              read(Path.of("/proc/stat"))));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /**
   * Out of the kernel's files.
   *
   * @param machine /proc/stat, which tells when the machine began
   */
  static ProcessDetail parse(String stat, String status, String arguments, String machine) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    String[] fields = stat.substring(close + 2).strip().split(" ", -1);
    Instant boot = Instant.ofEpochSecond(Long.parseLong(value(machine, "btime ").strip()));
    return new ProcessDetail(
        Integer.parseInt(stat.substring(0, open).strip()),
        Integer.parseInt(fields[PARENT]),
        Long.parseLong(value(status, "Uid:").strip().split("\t", -1)[EFFECTIVE]),
        boot.plusMillis(Long.parseLong(fields[START_TIME]) * TICK_MILLIS),
        Duration.ofMillis(
            (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
                * TICK_MILLIS),
        terminal(Integer.parseInt(fields[TERMINAL])),
        arguments.isEmpty()
            ? "[" + stat.substring(open + 1, close) + "]"
            : arguments.strip().replace('\0', ' ').strip());
  }

  private static String value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow(() -> new EngineException("/proc has no line '" + key + "'"));
  }

  /** Major 136 to 143 are pseudo terminals, 4 consoles and serial lines: devices.txt of Linux. */
  private static String terminal(int number) {
    int major = (number >> 8) & 0xfff;
    int minor = (number & 0xff) | ((number >> 12) & 0xfff00);
    if (number == 0) {
      return "?";
    }
    if (major >= 136 && major <= 143) {
      return "pts/" + (((major - 136) << 8) | minor);
    }
    return major == 4 ? (minor < 64 ? "tty" + minor : "ttyS" + (minor - 64)) : major + ":" + minor;
  }
}
