package jcompose.composer.life;

import java.time.Duration;
import java.time.Instant;

/**
 * What was last done to a container, noted before it is done.
 *
 * @param kind what
 * @param at when
 * @param signal the signal that it was sent; 0 for {@link Kind#REFUSED}
 * @param grace the time that it had to end, of {@link Kind#KILLED}
 * @param message why it could not be started, of {@link Kind#REFUSED}
 */
public record LastAct(Kind kind, Instant at, int signal, Duration grace, String message) {
  /** What is done to a container. */
  public enum Kind {
    /** It was asked to end. */
    STOPPED,
    /** It was killed because it did not end when it was asked. */
    KILLED,
    /** The user sent it a signal. */
    SIGNALLED,
    /** It could not be started. */
    REFUSED
  }

  /** A signal that asks it to end. */
  public static LastAct stopped(Instant at, int signal) {
    return new LastAct(Kind.STOPPED, at, signal, Duration.ZERO, "");
  }

  /** SIGKILL after a time in which it did not end. */
  public static LastAct killed(Instant at, int asked, Duration grace) {
    return new LastAct(Kind.KILLED, at, asked, grace, "");
  }

  /** A signal of the user's. */
  public static LastAct signalled(Instant at, int signal) {
    return new LastAct(Kind.SIGNALLED, at, signal, Duration.ZERO, "");
  }

  /** A start that failed. */
  public static LastAct refused(Instant at, String message) {
    return new LastAct(Kind.REFUSED, at, 0, Duration.ZERO, message);
  }
}
