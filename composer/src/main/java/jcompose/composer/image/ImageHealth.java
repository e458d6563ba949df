package jcompose.composer.image;

import java.time.Duration;
import java.util.List;

/**
 * An image's HEALTHCHECK; what it does not say is zero.
 *
 * @param test {@code NONE}, or {@code CMD} or {@code CMD-SHELL} and the words; may be empty
 */
public record ImageHealth(
    List<String> test,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries) {
  /** Copies the list. */
  public ImageHealth {
    test = List.copyOf(test);
  }
}
