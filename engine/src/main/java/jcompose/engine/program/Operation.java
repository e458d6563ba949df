package jcompose.engine.program;

import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Syscall;

/**
 * One system call of a process's birth.
 *
 * @param call which
 * @param arguments at most six; missing ones are zero
 * @param onFailure what a failure does
 * @param skip how many of the following operations a success makes needless
 */
public record Operation(Syscall call, List<Argument> arguments, OnFailure onFailure, int skip) {
  private static final int MAXIMUM = 6;

  /** Copies the list. */
  public Operation {
    arguments = List.copyOf(arguments);
    if (arguments.size() > MAXIMUM) {
      throw new IllegalArgumentException("a system call has at most six arguments");
    }
  }

  /** A call that must succeed. */
  public static Operation of(Syscall call, Argument... arguments) {
    return new Operation(call, List.of(arguments), new OnFailure.Stop(), 0);
  }

  /** The same call, of which one error does not matter. */
  public Operation tolerating(Errno errno) {
    return new Operation(call, arguments, new OnFailure.Tolerate(errno), skip);
  }

  /** The same call, whose failure does not matter. */
  public Operation optional() {
    return new Operation(call, arguments, new OnFailure.GoOn(), skip);
  }

  /** The same call, after whose success the next operations are left out. */
  public Operation skipping(int operations) {
    return new Operation(call, arguments, onFailure, operations);
  }

  /** The call alone, for example {@code mount("proc", "/proc", "proc", NOSUID)}. */
  public String callText() {
    return arguments.stream()
        .map(Argument::text)
        .collect(Collectors.joining(", ", call.callName() + "(", ")"));
  }

  /** The call with what its failure or success does. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(callText());
    if (onFailure instanceof OnFailure.Tolerate tolerate) {
      text.append("  # or ").append(tolerate.errno().name());
    } else if (onFailure instanceof OnFailure.GoOn) {
      text.append("  # may fail");
    }
    if (skip > 0) {
      text.append(text.indexOf("  # ") < 0 ? "  # " : "; ").append("success skips ").append(skip);
    }
    return text.toString();
  }
}
