package jcompose.composer.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of an impairment is to be another; what is empty stays.
 *
 * @param rate bits per second; 0 for no limit
 */
public record ImpairmentChange(
    Optional<Duration> delay,
    Optional<Duration> jitter,
    Optional<Double> loss,
    Optional<Long> rate,
    Optional<Double> corrupt,
    Optional<Double> duplicate,
    Optional<Double> reorder) {
  /** Changes nothing. */
  public static final ImpairmentChange NONE =
      new ImpairmentChange(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * An impairment with the change. Without a delay there is no jitter and no order to change: they
   * go with it unless they are asked for.
   *
   * @throws IllegalArgumentException when the values do not go together
   */
  public Impairment over(Impairment before) {
    boolean ends = delay.filter(Duration::isZero).isPresent();
    return new Impairment(
        delay.orElse(before.delay()),
        jitter.orElse(ends ? Duration.ZERO : before.jitter()),
        loss.orElse(before.loss()),
        rate.map(bits -> bits == 0 ? OptionalLong.empty() : OptionalLong.of(bits))
            .orElse(before.rate()),
        corrupt.orElse(before.corrupt()),
        duplicate.orElse(before.duplicate()),
        reorder.orElse(ends ? 0 : before.reorder()));
  }
}
