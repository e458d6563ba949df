package jcompose.engine.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a link in one direction, as tc-netem(8) has it.
 *
 * @param delay of every packet
 * @param jitter how much the delay differs, evenly, both ways
 * @param loss how many percent of the packets are lost
 * @param corrupt how many have a wrong bit
 * @param duplicate how many come twice
 * @param reorder how many are not delayed, and so overtake others
 * @param rate bits in a second; 0 for as many as the machine can
 */
public record Impairment(
    Duration delay,
    Duration jitter,
    double loss,
    double corrupt,
    double duplicate,
    double reorder,
    long rate) {
  private static final List<String> UNITS = List.of("bit", "kbit", "mbit", "gbit");
  private static final Duration LONGEST = Duration.ofMillis(4_294_967);

  /** Nothing. */
  public static final Impairment NONE = new Impairment(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0);

  /** Checks that it is possible. */
  public Impairment {
    percent("loss", loss);
    percent("corrupt", corrupt);
    percent("duplicate", duplicate);
    percent("reorder", reorder);
    if (delay.isNegative() || jitter.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("delay is from 0 to 4294 seconds, jitter from 0");
    }
    if (jitter.compareTo(delay) > 0) {
      throw new IllegalArgumentException("jitter is more than the delay");
    }
    if (reorder > 0 && delay.isZero()) {
      throw new IllegalArgumentException("reorder needs a delay that packets can overtake");
    }
    if (rate < 0 || (rate > 0 && rate < 8)) {
      throw new IllegalArgumentException("rate is 0, or at least 8 bits in a second");
    }
  }

  private static void percent(String name, double value) {
    if (!(value >= 0 && value <= 100)) {
      throw new IllegalArgumentException(name + " is from 0 to 100 percent");
    }
  }

  /** Whether only the rate is limited, if anything. */
  public boolean isRateOnly() {
    return equals(rateOnly());
  }

  /** The rate alone. */
  public Impairment rateOnly() {
    return NONE.withRate(rate);
  }

  /** The same with another rate. */
  public Impairment withRate(long bits) {
    return new Impairment(delay, jitter, loss, corrupt, duplicate, reorder, bits);
  }

  /** What is not zero, for example {@code delay 50ms jitter 5ms loss 1% rate 10mbit}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    time(words, "delay", delay);
    time(words, "jitter", jitter);
    share(words, "loss", loss);
    share(words, "corrupt", corrupt);
    share(words, "duplicate", duplicate);
    share(words, "reorder", reorder);
    if (rate > 0) {
      words.add("rate " + bits());
    }
    return words.isEmpty() ? "none" : String.join(" ", words);
  }

  /** In the largest unit of which it is a whole number. */
  private String bits() {
    long number = rate;
    int unit = 0;
    while (number % 1000 == 0 && unit < UNITS.size() - 1) {
      number /= 1000;
      unit++;
    }
    return number + UNITS.get(unit);
  }

  private static void time(List<String> words, String name, Duration value) {
    if (!value.isZero()) {
      double millis = value.toNanos() / 1e6;
      words.add(name + " " + number(millis) + "ms");
    }
  }

  private static void share(List<String> words, String name, double value) {
    if (value > 0) {
      words.add(name + " " + number(value) + "%");
    }
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
