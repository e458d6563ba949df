package jcompose.engine.oci;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jcompose.engine.EngineException;
import jcompose.engine.oci.config.ResourcesConfig;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.HugepageLimit;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.NetworkClass;
import jcompose.engine.spec.Resources;

/** A config.json's limits as the engine's own; devices are a list of their own. */
final class ResourcesMapping {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private ResourcesMapping() {}

  static Resources of(ResourcesConfig resources) {
    try {
      return new Resources(
          resources.cpu().map(ResourcesMapping::cpu).orElse(CpuResources.UNLIMITED),
          resources.memory().map(ResourcesMapping::memory).orElse(MemoryResources.UNLIMITED),
          unlessZero(
              resources
                  .pids()
                  .map(pids -> OptionalLong.of(pids.limit()))
                  .orElse(OptionalLong.empty())),
          resources.blockIO().map(ResourcesMapping::blockIo).orElse(BlockIoResources.UNLIMITED),
          resources.hugepageLimits().stream()
              .map(limit -> new HugepageLimit(limit.pageSize(), number(limit.limit())))
              .toList(),
          resources.network().map(ResourcesMapping::network).orElse(NetworkClass.NONE),
          rdma(resources.rdma()),
          List.of(),
          resources.unified());
    } catch (IllegalArgumentException refused) {
      throw new EngineException("linux.resources: " + refused.getMessage(), refused);
    }
  }

  private static CpuResources cpu(ResourcesConfig.Cpu cpu) {
    return new CpuResources(
        unlessZero(cpu.shares()),
        unlessZero(cpu.quota()),
        unlessZero(cpu.period()),
        cpu.burst(),
        unlessZero(cpu.realtimeRuntime()),
        unlessZero(cpu.realtimePeriod()),
        cpu.cpus(),
        cpu.mems(),
        cpu.idle().isPresent()
            ? OptionalInt.of((int) cpu.idle().getAsLong())
            : OptionalInt.empty());
  }

  private static MemoryResources memory(ResourcesConfig.Memory memory) {
    return new MemoryResources(
        unlessZero(memory.limit()),
        unlessZero(memory.reservation()),
        unlessZero(memory.swap()),
        unlessZero(memory.kernel()),
        unlessZero(memory.kernelTCP()),
        memory.swappiness(),
        memory.disableOOMKiller().orElse(false));
  }

  private static BlockIoResources blockIo(ResourcesConfig.BlockIo io) {
    List<BlockIoResources.WeightDevice> weights = new ArrayList<>();
    for (ResourcesConfig.WeightDevice device : io.weightDevice()) {
      weights.add(
          new BlockIoResources.WeightDevice(
              device.major(), device.minor(), device.weight(), device.leafWeight()));
    }
    return new BlockIoResources(
        unlessZero(io.weight()),
        unlessZero(io.leafWeight()),
        weights,
        rates(io.throttleReadBpsDevice()),
        rates(io.throttleWriteBpsDevice()),
        rates(io.throttleReadIOPSDevice()),
        rates(io.throttleWriteIOPSDevice()));
  }

  private static List<BlockIoResources.ThrottleDevice> rates(
      List<ResourcesConfig.ThrottleDevice> devices) {
    return devices.stream()
        .map(
            device ->
                new BlockIoResources.ThrottleDevice(
                    device.major(), device.minor(), number(device.rate())))
        .toList();
  }

  private static NetworkClass network(ResourcesConfig.Network network) {
    Map<String, Integer> priorities = new LinkedHashMap<>();
    network.priorities().forEach(each -> priorities.put(each.name(), (int) each.priority()));
    return new NetworkClass(network.classID(), priorities);
  }

  private static Map<String, String> rdma(Map<String, ResourcesConfig.Rdma> devices) {
    Map<String, String> limits = new LinkedHashMap<>();
    devices.forEach(
        (device, limit) -> {
          List<String> words = new ArrayList<>();
          limit.hcaHandles().ifPresent(handles -> words.add("hca_handle=" + handles));
          limit.hcaObjects().ifPresent(objects -> words.add("hca_object=" + objects));
          limits.put(device, String.join(" ", words));
        });
    return limits;
  }

  private static long number(BigInteger value) {
    return value.min(MOST).longValueExact();
  }

  /** Callers write 0 for what they say nothing of. */
  private static OptionalLong unlessZero(OptionalLong value) {
    return value.orElse(0) == 0 ? OptionalLong.empty() : value;
  }

  private static OptionalInt unlessZero(OptionalInt value) {
    return value.orElse(0) == 0 ? OptionalInt.empty() : value;
  }
}
