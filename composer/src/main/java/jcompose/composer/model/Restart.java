package jcompose.composer.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a container is started again when it has ended by itself: {@code restart}, or {@code
 * deploy.restart_policy}.
 *
 * @param condition after which ends
 * @param attempts how many times; 0 means without a limit
 * @param delay the wait before each; Docker's growing one when empty
 * @param window a run that lasted as long makes the attempts count from 0 again; zero means none
 *     does
 */
public record Restart(
    Condition condition, int attempts, Optional<Duration> delay, Duration window) {
  /** After which ends it is started again. */
  public enum Condition {
    /** After none. */
    NO,
    /** After every one. */
    ALWAYS,
    /** After one with another code than 0. */
    ON_FAILURE,
    /** After every one; not with the machine when it was stopped before. */
    UNLESS_STOPPED
  }
}
