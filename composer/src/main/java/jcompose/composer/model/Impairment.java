package jcompose.composer.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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
    if (jitter.compareTo(delay) > 0 && !delay.isZero()) {
      throw new IllegalArgumentException("the jitter is more than the delay that it varies");
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

  /** What it says in the words of the file's keys, for example {@code delay} and {@code 50ms}. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    time(values, "delay", delay);
    time(values, "jitter", jitter);
    percent(values, "loss", loss);
    rate.ifPresent(bits -> values.put("rate", bits(bits)));
    percent(values, "corrupt", corrupt);
    percent(values, "duplicate", duplicate);
    percent(values, "reorder", reorder);
    return values;
  }

  /** As {@code delay 50ms jitter 5ms loss 1% rate 10mbit}; {@code none} for nothing. */
  @Override
  public String toString() {
    return words(values());
  }

  /** What {@link #values} says, in one line. */
  public static String words(Map<String, String> values) {
    return values.isEmpty()
        ? "none"
        : values.entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining(" "));
  }

  private static String bits(long bits) {
    String[] units = {"bit", "kbit", "mbit", "gbit"};
    int unit = 0;
    long number = bits;
    while (number % 1000 == 0 && unit < units.length - 1) {
      number /= 1000;
      unit++;
    }
    return number + units[unit];
  }

  private static void time(Map<String, String> values, String name, Duration time) {
    if (!time.isZero()) {
      long microseconds = time.toNanos() / 1000;
      values.put(name, microseconds % 1000 == 0 ? microseconds / 1000 + "ms" : microseconds + "us");
    }
  }

  private static void percent(Map<String, String> values, String name, double percent) {
    if (percent > 0) {
      values.put(name, BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%");
    }
  }
}
