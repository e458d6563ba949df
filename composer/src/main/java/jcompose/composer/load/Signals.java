package jcompose.composer.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Binds the name or number of a signal: signal(7). */
final class Signals {
  private static final List<String> NAMES =
      Arrays.asList(
          ("ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV"
               + " STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ")
              .split(" "));

  private Signals() {}

  /** The name with SIG in front, {@code SIGRTMIN+n}, {@code SIGRTMAX-n}, or the number. */
  static Optional<String> bind(Attribute attribute) {
    Optional<String> text = attribute.nonEmptyString();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String upper = text.get().toUpperCase(Locale.ROOT);
    String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
    if (within(text.get(), 1, 64)) {
      return text;
    }
    if (NAMES.contains(bare) || isRealTime(bare)) {
      return Optional.of("SIG" + bare);
    }
    attribute.problem("unknown signal '" + text.get() + "'" + Suggestion.of(bare, NAMES));
    return Optional.empty();
  }

  private static boolean isRealTime(String name) {
    return name.equals("RTMIN")
        || name.equals("RTMAX")
        || (name.startsWith("RTMIN+") && within(name.substring(6), 0, 30))
        || (name.startsWith("RTMAX-") && within(name.substring(6), 0, 30));
  }

  private static boolean within(String text, int least, int most) {
    boolean number =
        !text.isEmpty()
            && text.length() <= 2
            && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return number && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
  }
}
