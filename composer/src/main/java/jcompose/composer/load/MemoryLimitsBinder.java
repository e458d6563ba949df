package jcompose.composer.load;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.MemoryLimits;
import jcompose.composer.yaml.YamlScalar;

/** Binds what a service says of memory. */
final class MemoryLimitsBinder {
  private final Map<String, Attribute> service;
  private final DeployResources deploy;

  MemoryLimitsBinder(Map<String, Attribute> service, DeployResources deploy) {
    this.service = service;
    this.deploy = deploy;
  }

  MemoryLimits bind() {
    OptionalLong memory = both("mem_limit", deploy.limit("memory"));
    OptionalLong reservation = both("mem_reservation", deploy.reservation("memory"));
    OptionalLong swap = swap();
    check(memory, reservation, swap);
    Attribute disable = service.get("oom_kill_disable");
    return new MemoryLimits(
        memory, reservation, swap, swappiness(), disable != null && disable.bool());
  }

  private OptionalLong both(String key, Optional<Attribute> deployed) {
    Attribute plain = service.get(key);
    return deploy.agreed(size(Optional.ofNullable(plain)), plain, size(deployed), deployed, key);
  }

  private void check(OptionalLong memory, OptionalLong reservation, OptionalLong swap) {
    Attribute swapLimit = service.get("memswap_limit");
    if (swapLimit != null && swap.isPresent()) {
      if (memory.isEmpty()) {
        swapLimit.problem("needs 'mem_limit' as well");
      } else if (swap.getAsLong() >= 0 && swap.getAsLong() < memory.getAsLong()) {
        swapLimit.problem("is memory and swap together, and must not be below 'mem_limit'");
      }
    }
    Optional<Attribute> reserved =
        Optional.ofNullable(service.get("mem_reservation")).or(() -> deploy.reservation("memory"));
    if (reserved.isPresent()
        && memory.isPresent()
        && reservation.isPresent()
        && reservation.getAsLong() > memory.getAsLong()) {
      reserved.get().problem("must not be above 'mem_limit'");
    }
  }

  private OptionalLong swap() {
    Attribute attribute = service.get("memswap_limit");
    boolean unlimited =
        attribute != null
            && attribute.node() instanceof YamlScalar scalar
            && scalar.text().equals("-1");
    return unlimited ? OptionalLong.of(-1) : size(Optional.ofNullable(attribute));
  }

  private OptionalLong swappiness() {
    Attribute attribute = service.get("mem_swappiness");
    return attribute == null ? OptionalLong.empty() : Integers.within(attribute, 0, 100);
  }

  private static OptionalLong size(Optional<Attribute> attribute) {
    return attribute
        .map(at -> LimitsBinder.unlessZero(LimitsBinder.bytes(at)))
        .orElse(OptionalLong.empty());
  }
}
