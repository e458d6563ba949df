package jcompose.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import jcompose.engine.spec.BlockIoResources.ThrottleDevice;
import jcompose.engine.spec.BlockIoResources.WeightDevice;

/**
 * A change of limits: what is empty in it stays as it was.
 *
 * @param changes the new limits alone
 */
public record ResourceChange(Resources changes) {
  /** Devices are decided when a container starts. */
  public ResourceChange {
    if (!changes.devices().isEmpty()) {
      throw new IllegalArgumentException(
          "the device rules of a running container cannot be changed");
    }
  }

  /** All limits after the change. */
  public Resources appliedTo(Resources before) {
    return new Resources(
        cpu(before.cpu(), changes.cpu()),
        memory(before.memory(), changes.memory()),
        later(before.pidsLimit(), changes.pidsLimit()),
        blockIo(before.blockIo(), changes.blockIo()),
        byKey(before.hugepageLimits(), changes.hugepageLimits(), HugepageLimit::pageSize),
        new NetworkClass(
            later(before.networkClass().classId(), changes.networkClass().classId()),
            merged(before.networkClass().priorities(), changes.networkClass().priorities())),
        merged(before.rdma(), changes.rdma()),
        before.devices(),
        merged(before.unified(), changes.unified()));
  }

  /** Of all limits after the change, those that have to be written again. */
  public Resources touched(Resources before) {
    Resources after = appliedTo(before);
    return new Resources(
        changes.cpu().equals(CpuResources.UNLIMITED) ? CpuResources.UNLIMITED : after.cpu(),
        changes.memory().equals(MemoryResources.UNLIMITED)
            ? MemoryResources.UNLIMITED
            : after.memory(),
        changes.pidsLimit(),
        changes.blockIo(),
        changes.hugepageLimits(),
        changes.networkClass(),
        changes.rdma(),
        List.of(),
        changes.unified());
  }

  private static CpuResources cpu(CpuResources before, CpuResources changes) {
    return new CpuResources(
        later(before.shares(), changes.shares()),
        later(before.quotaMicros(), changes.quotaMicros()),
        later(before.periodMicros(), changes.periodMicros()),
        later(before.burstMicros(), changes.burstMicros()),
        later(before.realtimeRuntimeMicros(), changes.realtimeRuntimeMicros()),
        later(before.realtimePeriodMicros(), changes.realtimePeriodMicros()),
        changes.cpus().or(before::cpus),
        changes.mems().or(before::mems),
        later(before.idle(), changes.idle()));
  }

  private static MemoryResources memory(MemoryResources before, MemoryResources changes) {
    return new MemoryResources(
        later(before.limit(), changes.limit()),
        later(before.reservation(), changes.reservation()),
        later(before.swap(), changes.swap()),
        later(before.kernel(), changes.kernel()),
        later(before.kernelTcp(), changes.kernelTcp()),
        later(before.swappiness(), changes.swappiness()),
        before.disableOomKiller() || changes.disableOomKiller());
  }

  private static BlockIoResources blockIo(BlockIoResources before, BlockIoResources changes) {
    Function<ThrottleDevice, String> number = device -> device.major() + ":" + device.minor();
    Function<WeightDevice, String> weighed = device -> device.major() + ":" + device.minor();
    return new BlockIoResources(
        later(before.weight(), changes.weight()),
        later(before.leafWeight(), changes.leafWeight()),
        byKey(before.weightDevices(), changes.weightDevices(), weighed),
        byKey(before.readBps(), changes.readBps(), number),
        byKey(before.writeBps(), changes.writeBps(), number),
        byKey(before.readIops(), changes.readIops(), number),
        byKey(before.writeIops(), changes.writeIops(), number));
  }

  private static OptionalLong later(OptionalLong before, OptionalLong change) {
    return change.isPresent() ? change : before;
  }

  private static OptionalInt later(OptionalInt before, OptionalInt change) {
    return change.isPresent() ? change : before;
  }

  private static <V> Map<String, V> merged(Map<String, V> before, Map<String, V> changes) {
    Map<String, V> merged = new LinkedHashMap<>(before);
    merged.putAll(changes);
    return merged;
  }

  private static <T> List<T> byKey(List<T> before, List<T> changes, Function<T, String> key) {
    Map<String, T> merged = new LinkedHashMap<>();
    List<T> all = new ArrayList<>(before);
    all.addAll(changes);
    all.forEach(each -> merged.put(key.apply(each), each));
    return List.copyOf(merged.values());
  }
}
