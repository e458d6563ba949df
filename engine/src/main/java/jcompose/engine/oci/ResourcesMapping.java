package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import jcompose.engine.EngineException;
import jcompose.engine.oci.config.ResourcesConfig;
import jcompose.engine.oci.config.ResourcesConfig.Cpu;
import jcompose.engine.oci.config.ResourcesConfig.Memory;
import jcompose.engine.spec.Resources;

/** A config.json's limits as the engine's own; those that it cannot set are refused by name. */
final class ResourcesMapping {
  private ResourcesMapping() {}

  static Resources of(ResourcesConfig resources) {
    refuse(resources);
    Cpu cpu =
        resources
            .cpu()
            .orElse(
                new Cpu(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    java.util.Optional.empty(),
                    java.util.Optional.empty(),
                    OptionalLong.empty()));
    OptionalLong none = OptionalLong.empty();
    return new Resources(
        cpu.quota(),
        cpu.period(),
        cpu.shares(),
        cpu.cpus(),
        resources.memory().map(Memory::limit).orElse(none),
        resources.memory().map(Memory::reservation).orElse(none),
        resources.memory().map(Memory::swap).orElse(none),
        resources.pids().map(pids -> OptionalLong.of(pids.limit())).orElse(none));
  }

  private static void refuse(ResourcesConfig resources) {
    List<String> refused = new ArrayList<>();
    resources
        .memory()
        .ifPresent(
            memory -> {
              add(refused, "memory.kernel", memory.kernel().orElse(0) > 0);
              add(refused, "memory.kernelTCP", memory.kernelTCP().orElse(0) > 0);
              add(refused, "memory.checkBeforeUpdate", memory.checkBeforeUpdate().orElse(false));
              add(refused, "memory.swappiness", memory.swappiness().isPresent());
              add(refused, "memory.disableOOMKiller", memory.disableOOMKiller().orElse(false));
            });
    resources
        .cpu()
        .ifPresent(
            cpu -> {
              add(refused, "cpu.realtimeRuntime", cpu.realtimeRuntime().orElse(0) != 0);
              add(refused, "cpu.realtimePeriod", cpu.realtimePeriod().orElse(0) != 0);
              add(refused, "cpu.burst", cpu.burst().orElse(0) != 0);
              add(refused, "cpu.idle", cpu.idle().orElse(0) != 0);
              add(refused, "cpu.mems", cpu.mems().isPresent());
            });
    add(refused, "blockIO", resources.blockIO().isPresent());
    add(refused, "network", resources.network().isPresent());
    add(refused, "hugepageLimits", !resources.hugepageLimits().isEmpty());
    add(refused, "rdma", !resources.rdma().isEmpty());
    add(refused, "unified", !resources.unified().isEmpty());
    if (!refused.isEmpty()) {
      throw new EngineException(
          "linux.resources: " + String.join(", ", refused) + " are not supported; leave them out");
    }
  }

  private static void add(List<String> refused, String name, boolean given) {
    if (given) {
      refused.add(name);
    }
  }
}
