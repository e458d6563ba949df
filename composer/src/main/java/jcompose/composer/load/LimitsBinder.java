package jcompose.composer.load;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.Limits;
import jcompose.composer.yaml.YamlScalar;

/** Binds the cgroup limits of a service; 0 means no limit, as in Docker. */
final class LimitsBinder {
  private final Map<String, Attribute> service;

  LimitsBinder(Map<String, Attribute> service) {
    this.service = service;
  }

  Limits bind() {
    OptionalLong memory = size("mem_limit");
    OptionalLong reservation = size("mem_reservation");
    OptionalLong swap = swap();
    checkMemory(memory, reservation, swap);
    return new Limits(cpus(), shares(), cpuset(), memory, reservation, swap, pids());
  }

  private void checkMemory(OptionalLong memory, OptionalLong reservation, OptionalLong swap) {
    Attribute swapLimit = service.get("memswap_limit");
    if (swapLimit != null && swap.isPresent()) {
      if (memory.isEmpty()) {
        swapLimit.problem("needs 'mem_limit' as well");
      } else if (swap.getAsLong() >= 0 && swap.getAsLong() < memory.getAsLong()) {
        swapLimit.problem("is memory and swap together, and must not be below 'mem_limit'");
      }
    }
    Attribute reserved = service.get("mem_reservation");
    if (reserved != null
        && memory.isPresent()
        && reservation.isPresent()
        && reservation.getAsLong() > memory.getAsLong()) {
      reserved.problem("must not be above 'mem_limit'");
    }
  }

  private OptionalLong cpus() {
    Attribute attribute = service.get("cpus");
    if (attribute == null) {
      return OptionalLong.empty();
    }
    Optional<String> text = attribute.numberText();
    Optional<BigDecimal> nano =
        text.flatMap(Quantities::number)
            .map(cpus -> cpus.movePointRight(9))
            .filter(value -> value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0);
    if (text.isPresent() && nano.isEmpty()) {
      attribute.problem("'" + text.get() + "' is not a number of processors such as 0.5");
    }
    return unlessZero(nano.map(value -> OptionalLong.of(value.longValue())));
  }

  private OptionalLong shares() {
    OptionalLong shares = unlessZero(Optional.of(integer("cpu_shares")));
    Attribute attribute = service.get("cpu_shares");
    if (attribute != null
        && shares.isPresent()
        && (shares.getAsLong() < 2 || shares.getAsLong() > 262_144)) {
      attribute.problem("must be from 2 to 262144");
    }
    return shares;
  }

  private OptionalLong pids() {
    OptionalLong pids = unlessZero(Optional.of(integer("pids_limit")));
    Attribute attribute = service.get("pids_limit");
    if (attribute != null && pids.isPresent() && pids.getAsLong() < -1) {
      attribute.problem("must be above 0, or -1 for no limit");
    }
    return pids;
  }

  private Optional<String> cpuset() {
    Attribute attribute = service.get("cpuset");
    if (attribute == null) {
      return Optional.empty();
    }
    Optional<String> text = attribute.string().filter(set -> !set.isEmpty());
    if (text.isPresent()
        && !Arrays.stream(text.get().split(",", -1)).allMatch(LimitsBinder::isRange)) {
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

  private OptionalLong integer(String key) {
    Attribute attribute = service.get(key);
    if (attribute == null) {
      return OptionalLong.empty();
    }
    Optional<String> text = attribute.numberText();
    try {
      return text.isPresent()
          ? OptionalLong.of(ScalarText.integer(text.get()).longValueExact())
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      attribute.problem("'" + text.orElse("") + "' is not an integer");
    } catch (ArithmeticException e) {
      attribute.problem("'" + text.orElse("") + "' is too large");
    }
    return OptionalLong.empty();
  }

  private OptionalLong swap() {
    Attribute attribute = service.get("memswap_limit");
    boolean unlimited =
        attribute != null
            && attribute.node() instanceof YamlScalar scalar
            && scalar.text().equals("-1");
    return unlimited ? OptionalLong.of(-1) : size("memswap_limit");
  }

  private OptionalLong size(String key) {
    Attribute attribute = service.get(key);
    return attribute == null ? OptionalLong.empty() : unlessZero(Optional.of(bytes(attribute)));
  }

  /** A number of bytes, or a size with a unit. */
  static OptionalLong bytes(Attribute attribute) {
    Optional<String> text = attribute.numberText();
    OptionalLong bytes = text.map(Quantities::bytes).orElse(OptionalLong.empty());
    if (text.isPresent() && bytes.isEmpty()) {
      attribute.problem("'" + text.get() + "' is not a size such as 512m, 1.5gb or 1048576");
    }
    return bytes;
  }

  private static OptionalLong unlessZero(Optional<OptionalLong> value) {
    OptionalLong number = value.orElse(OptionalLong.empty());
    return number.isPresent() && number.getAsLong() == 0 ? OptionalLong.empty() : number;
  }
}
