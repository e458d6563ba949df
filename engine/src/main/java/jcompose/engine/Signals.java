package jcompose.engine;

import java.util.List;
import java.util.Locale;

/** Signal names and numbers: signal(7), the same on x86-64 and aarch64. */
public final class Signals {
  /** SIGKILL, which no process hears. */
  public static final int KILL = 9;

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
  private static final int REALTIME_MIN = 34;
  private static final int REALTIME_MAX = 64;

  private Signals() {}

  /**
   * The number of {@code SIGTERM}, {@code term}, {@code 15} or {@code SIGRTMIN+3}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static int parse(String nameOrNumber) {
    String upper = nameOrNumber.trim().toUpperCase(Locale.ROOT);
    String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
    int number = number(name);
    if (number < 1 || number > REALTIME_MAX) {
      throw new IllegalArgumentException("signal '" + nameOrNumber + "' does not exist");
    }
    return number;
  }

  /** The name with {@code SIG} in front. */
  public static String name(int signal) {
    if (signal >= 1 && signal <= NAMES.size()) {
      return "SIG" + NAMES.get(signal - 1);
    }
    return signal >= REALTIME_MIN && signal <= REALTIME_MAX
        ? "SIGRTMIN+" + (signal - REALTIME_MIN)
        : "signal " + signal;
  }

  private static int number(String name) {
    if (name.matches("\\d{1,2}")) {
      return Integer.parseInt(name);
    }
    if (name.matches("RTMIN(\\+\\d{1,2})?")) {
      return REALTIME_MIN + offset(name);
    }
    if (name.matches("RTMAX(-\\d{1,2})?")) {
      return REALTIME_MAX - offset(name);
    }
    return switch (name) {
      case "IOT" -> 6;
      case "CLD" -> 17;
      case "POLL" -> 29;
      default -> NAMES.indexOf(name) + 1;
    };
  }

  private static int offset(String name) {
    return name.length() > 5 ? Integer.parseInt(name.substring(6)) : 0;
  }
}
