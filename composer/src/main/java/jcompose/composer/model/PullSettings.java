package jcompose.composer.model;

import java.time.Duration;
import java.util.Optional;

/**
 * When a service's image is fetched, and for which machine.
 *
 * @param policy when
 * @param refreshAfter the age at which {@link Policy#REFRESH} fetches it again
 * @param platform for example {@code linux/amd64}; this machine's when empty
 */
public record PullSettings(Policy policy, Duration refreshAfter, Optional<String> platform) {
  /** When it is missing. */
  public static final PullSettings DEFAULT =
      new PullSettings(Policy.MISSING, Duration.ZERO, Optional.empty());

  /** When an image is fetched. */
  public enum Policy {
    /** At every {@code up}. */
    ALWAYS,
    /** Not by {@code up}. */
    NEVER,
    /** When it is not in the store. */
    MISSING,
    /** When it is not in the store, or was fetched too long ago. */
    REFRESH
  }
}
