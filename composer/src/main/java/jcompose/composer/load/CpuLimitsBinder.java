package jcompose.composer.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.CpuLimits;
import jcompose.composer.tree.Quantities;

/** Binds what a service says of processors and their time. */
final class CpuLimitsBinder {
  private static final int NANO = 9;
  private static final long SHARES_OF_A_CPU = 1024;
  private static final long LEAST_SHARES = 2;
  private static final long MOST_SHARES = 262_144;

  private final Map<String, Attribute> service;
  private final DeployResources deploy;

  CpuLimitsBinder(Map<String, Attribute> service, DeployResources deploy) {
    this.service = service;
    this.deploy = deploy;
  }

  CpuLimits bind() {
    OptionalLong cpus = nano(optional("cpus"));
    OptionalLong deployed = nano(deploy.limit("cpus"));
    refuseContradictions();
    return new CpuLimits(
        deploy.agreed(cpus, service.get("cpus"), deployed, deploy.limit("cpus"), "cpus"),
        percent(),
        LimitsBinder.unlessZero(integer("cpu_count", 0, Integer.MAX_VALUE)),
        shares(),
        LimitsBinder.unlessZero(integer("cpu_quota", -1, Long.MAX_VALUE)),
        LimitsBinder.unlessZero(integer("cpu_period", 0, Long.MAX_VALUE)),
        micros("cpu_rt_runtime"),
        micros("cpu_rt_period"),
        cpuset());
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(service.get(key));
  }

  /** Each of them is a quota of its own. */
  private void refuseContradictions() {
    Attribute first = null;
    for (String key : List.of("cpus", "cpu_count", "cpu_percent", "cpu_quota", "cpu_period")) {
      Attribute attribute = service.get(key);
      if (attribute == null) {
        continue;
      }
      boolean pair = key.equals("cpu_period") && service.containsKey("cpu_quota");
      if (first != null && !(pair && first.path().endsWith(".cpu_quota"))) {
        String other = first.path().substring(first.path().lastIndexOf('.') + 1);
        attribute.problem(
            "limits the same as '" + other + "' at " + first.position() + "; keep one of them");
      }
      first = first == null ? attribute : first;
    }
  }

  private static OptionalLong nano(Optional<Attribute> attribute) {
    return attribute
        .map(at -> billionths(at, "is not a number of processors such as 0.5"))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong billionths(Attribute attribute, String problem) {
    Optional<String> text = attribute.numberText();
    Optional<BigDecimal> nano =
        text.flatMap(Quantities::number)
            .map(number -> number.movePointRight(NANO))
            .filter(value -> value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0);
    if (text.isPresent() && nano.isEmpty()) {
      attribute.problem("'" + text.get() + "' " + problem);
    }
    return LimitsBinder.unlessZero(
        nano.map(value -> OptionalLong.of(value.longValue())).orElse(OptionalLong.empty()));
  }

  private OptionalLong percent() {
    Attribute attribute = service.get("cpu_percent");
    if (attribute == null) {
      return OptionalLong.empty();
    }
    OptionalLong percent = billionths(attribute, "is not a percentage such as 50");
    if (percent.isPresent() && percent.getAsLong() > 100_000_000_000L) {
      attribute.problem("must be at most 100");
    }
    return percent;
  }

  /** What is reserved is a share when processors are short, as Kubernetes has it. */
  private OptionalLong shares() {
    Attribute attribute = service.get("cpu_shares");
    if (attribute != null) {
      OptionalLong shares = LimitsBinder.unlessZero(Integers.of(attribute));
      if (shares.isPresent()
          && (shares.getAsLong() < LEAST_SHARES || shares.getAsLong() > MOST_SHARES)) {
        attribute.problem("must be from 2 to 262144");
      }
      return shares;
    }
    OptionalLong reserved = nano(deploy.reservation("cpus"));
    if (reserved.isEmpty()) {
      return reserved;
    }
    long shares =
        BigDecimal.valueOf(reserved.getAsLong(), NANO)
            .multiply(BigDecimal.valueOf(SHARES_OF_A_CPU))
            .min(BigDecimal.valueOf(MOST_SHARES))
            .longValue();
    return OptionalLong.of(Math.max(LEAST_SHARES, shares));
  }

  private Optional<String> cpuset() {
    Attribute attribute = service.get("cpuset");
    if (attribute == null) {
      return Optional.empty();
    }
    Optional<String> text = attribute.string().filter(set -> !set.isEmpty());
    if (text.isPresent()
        && !Arrays.stream(text.get().split(",", -1)).allMatch(CpuLimitsBinder::isRange)) {
      attribute.problem("'" + text.get() + "' is not a list of processors such as 0-2,4");
      return Optional.empty();
    }
    return text;
  }

  private static boolean isRange(String text) {
    int dash = text.indexOf('-');
    Optional<Long> first = processor(dash < 0 ? text : text.substring(0, dash));
    Optional<Long> last = dash < 0 ? first : processor(text.substring(dash + 1));
    return first.isPresent() && last.isPresent() && first.get() <= last.get();
  }

  private static Optional<Long> processor(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() < 7
            && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private OptionalLong integer(String key, long least, long most) {
    Attribute attribute = service.get(key);
    return attribute == null ? OptionalLong.empty() : Integers.within(attribute, least, most);
  }

  /** Microseconds as a number, or a time with a unit. */
  private OptionalLong micros(String key) {
    Attribute attribute = service.get(key);
    if (attribute == null) {
      return OptionalLong.empty();
    }
    Optional<String> text = attribute.numberText();
    if (text.isPresent() && text.get().chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      return LimitsBinder.unlessZero(Integers.of(attribute));
    }
    Optional<Duration> duration = text.flatMap(Quantities::duration);
    if (text.isPresent() && duration.isEmpty()) {
      attribute.problem(
          "'" + text.get() + "' is not a time such as 400ms or 400000 (microseconds)");
    }
    return duration
        .map(time -> OptionalLong.of(time.toNanos() / 1000))
        .orElse(OptionalLong.empty());
  }
}
