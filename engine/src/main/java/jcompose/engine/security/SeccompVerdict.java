package jcompose.engine.security;

import java.util.Locale;
import java.util.Optional;

/**
 * What the kernel does with a system call.
 *
 * @param action the kind
 * @param data the errno of ERRNO, the message of TRACE; else 0
 */
public record SeccompVerdict(Action action, int data) {
  /** SECCOMP_RET_* of linux/seccomp.h. */
  public enum Action {
    KILL(0),
    KILL_THREAD(0),
    KILL_PROCESS(0x80000000),
    TRAP(0x00030000),
    ERRNO(0x00050000),
    TRACE(0x7ff00000),
    LOG(0x7ffc0000),
    ALLOW(0x7fff0000);

    private static final String PREFIX = "SCMP_ACT_";
    private final int code;

    Action(int code) {
      this.code = code;
    }

    /** As profiles write it, for example {@code SCMP_ACT_ALLOW}. */
    String jsonName() {
      return PREFIX + name();
    }

    static Optional<Action> named(String jsonName) {
      for (Action action : values()) {
        if (action.jsonName().equals(jsonName)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }

    boolean takesData() {
      return this == ERRNO || this == TRACE;
    }
  }

  static final SeccompVerdict NO_SUCH_CALL = new SeccompVerdict(Action.ERRNO, 38);

  /** What a filter returns. */
  int code() {
    return action.code | (data & 0xffff);
  }

  /** Whether calls that nobody has thought of go through. */
  boolean isPermissive() {
    return switch (action) {
      case ALLOW, LOG, TRACE -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return action.name().toLowerCase(Locale.ROOT) + (action.takesData() ? " " + data : "");
  }
}
