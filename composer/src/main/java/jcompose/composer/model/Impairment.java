package jcompose.composer.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is done to the packets of one direction of a link, as tc-netem(8) does it.
 *
 * @param delay how much later each one comes
 * @param jitter by how much the delay varies, up and down
 * @param loss how many are lost, in percent
 * @param rate bits per second
 * @param corrupt how many get a wrong bit, in percent
 * @param duplicate how many come twice, in percent
 * @param reorder how many come at once, before those that are delayed, in percent
 */
public record Impairment(
    Duration delay,
    Duration jitter,
    double loss,
    OptionalLong rate,
    double corrupt,
    double duplicate,
    double reorder) {
  /** The kernel's: microseconds in 32 bits (iproute2's units). */
  public static final Duration LONGEST = Duration.ofMillis(4_294_967);

  /** Packets as they are. */
  public static final Impairment NONE =
      new Impairment(Duration.ZERO, Duration.ZERO, 0, OptionalLong.empty(), 0, 0, 0);

  /** Checks the ranges. */
  public Impairment {
    for (Duration time : List.of(delay, jitter)) {
      if (time.isNegative() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a delay is from 0 to " + LONGEST.toSeconds() + "s");
      }
    }
    for (double percent : new double[] {loss, corrupt, duplicate, reorder}) {
      if (!(percent >= 0 && percent <= 100)) {
        throw new IllegalArgumentException(percent + "%: must be from 0% to 100%");
      }
    }
    if (rate.isPresent() && rate.getAsLong() < 8) {
      throw new IllegalArgumentException("a rate is at least 8 bits per second");
    }
    if (delay.isZero() && (!jitter.isZero() || reorder > 0)) {
      throw new IllegalArgumentException("jitter and reorder need a delay");
    }
  }

  /** Whether it needs the kernel's netem: a rate alone does not. */
  public boolean needsNetem() {
    return !new Impairment(delay, jitter, loss, OptionalLong.empty(), corrupt, duplicate, reorder)
        .equals(NONE);
  }

  /** As {@code delay 50ms jitter 5ms loss 1% rate 10000000bit}; {@code none} for nothing. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    time(words, "delay", delay);
    time(words, "jitter", jitter);
    percent(words, "loss", loss);
    rate.ifPresent(bits -> words.add("rate " + bits + "bit"));
    percent(words, "corrupt", corrupt);
    percent(words, "duplicate", duplicate);
    percent(words, "reorder", reorder);
    return words.isEmpty() ? "none" : String.join(" ", words);
  }

  private static void time(List<String> words, String name, Duration time) {
    if (!time.isZero()) {
      long microseconds = time.toNanos() / 1000;
      words.add(
          name
              + " "
              + (microseconds % 1000 == 0 ? microseconds / 1000 + "ms" : microseconds + "us"));
    }
  }

  private static void percent(List<String> words, String name, double percent) {
    if (percent > 0) {
      String text = String.valueOf(percent);
      words.add(
          name + " " + (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "%");
    }
  }
}
