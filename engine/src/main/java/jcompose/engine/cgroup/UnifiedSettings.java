package jcompose.engine.cgroup;

import static jcompose.engine.cgroup.Controller.BLKIO;
import static jcompose.engine.cgroup.Controller.CPU;
import static jcompose.engine.cgroup.Controller.HUGETLB;
import static jcompose.engine.cgroup.Controller.MEMORY;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.BlockIoResources.ThrottleDevice;
import jcompose.engine.spec.BlockIoResources.WeightDevice;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.HugepageLimit;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.NetworkClass;
import jcompose.engine.spec.Resources;

/**
 * Limits as files of cgroup v2. Devices are not among these: v2 asks a BPF program, see {@link
 * DeviceProgram}.
 */
final class UnifiedSettings {
  /** The kernel's own, in both versions. */
  private static final long DEFAULT_PERIOD = 100_000;

  private final List<Setting> settings = new ArrayList<>();

  private UnifiedSettings() {}

  static List<Setting> of(Resources resources) {
    UnifiedSettings unified = new UnifiedSettings();
    unified.cpu(resources.cpu());
    CommonSettings.cpuset(resources.cpu(), unified.settings);
    unified.memory(resources.memory());
    CommonSettings.pids(resources.pidsLimit(), unified.settings);
    unified.blockIo(resources.blockIo());
    resources.hugepageLimits().forEach(unified::hugepages);
    CommonSettings.rdma(resources.rdma(), unified.settings);
    unified.networkClass(resources.networkClass());
    return unified.settings;
  }

  private void add(Controller controller, String file, Object value, String field) {
    settings.add(Setting.required(controller, file, value, field));
  }

  private void cpu(CpuResources cpu) {
    CommonSettings.shares(cpu).ifPresent(s -> add(CPU, "cpu.weight", weight(s), "cpu shares " + s));
    // v2 has no such files, which the message says
    cpu.realtimePeriodMicros()
        .ifPresent(p -> add(CPU, "cpu.rt_period_us", p, "cpu real-time period " + p));
    cpu.realtimeRuntimeMicros()
        .ifPresent(r -> add(CPU, "cpu.rt_runtime_us", r, "cpu real-time runtime " + r));
    if (cpu.quotaMicros().isPresent() || cpu.periodMicros().isPresent()) {
      long quota = cpu.quotaMicros().orElse(-1);
      long period = cpu.periodMicros().orElse(DEFAULT_PERIOD);
      add(
          CPU,
          "cpu.max",
          limit(quota) + " " + period,
          "cpu quota " + quota + " per period " + period);
    }
    cpu.burstMicros().ifPresent(b -> add(CPU, "cpu.max.burst", b, "cpu burst " + b));
    cpu.idle().ifPresent(i -> add(CPU, "cpu.idle", i, "cpu idle " + i));
  }

  private void memory(MemoryResources memory) {
    MemoryAndSwap both = MemoryAndSwap.of(memory);
    both.limit().ifPresent(b -> add(MEMORY, "memory.max", limit(b), "memory limit " + b));
    memory
        .reservation()
        .ifPresent(b -> add(MEMORY, "memory.low", limit(b), "memory reservation " + b));
    String file = "memory.swap.max";
    if (both.total().isPresent()) {
      long bytes = both.total().getAsLong();
      String swap = bytes < 0 ? "max" : Long.toString(bytes - both.limit().orElse(0));
      String field = "memory and swap limit " + bytes;
      settings.add(
          memory.swap().isPresent()
              ? Setting.required(MEMORY, file, swap, field)
              : Setting.optional(MEMORY, file, swap, field));
    } else if (both.limit().isPresent()) {
      long bytes = both.limit().getAsLong();
      settings.add(Setting.optional(MEMORY, file, bytes, "memory and swap limit " + both.twice()));
    }
  }

  private void blockIo(BlockIoResources io) {
    io.weight()
        .ifPresent(
            weight ->
                settings.add(
                    Setting.required(BLKIO, "io.bfq.weight", weight, "block I/O weight " + weight)
                        .orElse("io.weight", ioWeight(weight))));
    for (WeightDevice device : io.weightDevices()) {
      String name = device.major() + ":" + device.minor() + " ";
      device
          .weight()
          .ifPresent(
              weight ->
                  settings.add(
                      Setting.required(
                              BLKIO,
                              "io.bfq.weight",
                              name + weight,
                              "block I/O weight of device " + name + weight)
                          .orElse("io.weight", name + ioWeight(weight))));
    }
    throttle("rbps", "bytes read", io.readBps());
    throttle("wbps", "bytes written", io.writeBps());
    throttle("riops", "reads", io.readIops());
    throttle("wiops", "writes", io.writeIops());
  }

  private void throttle(String key, String words, List<ThrottleDevice> devices) {
    for (ThrottleDevice device : devices) {
      String name = device.major() + ":" + device.minor();
      String rate = device.rate() == 0 ? "max" : Long.toString(device.rate());
      add(
          BLKIO,
          "io.max",
          name + " " + key + "=" + rate,
          words + " a second of device " + name + " " + device.rate());
    }
  }

  private void hugepages(HugepageLimit limit) {
    String size = limit.pageSize();
    String field = "huge pages of " + size + " " + limit.limit();
    add(HUGETLB, "hugetlb." + size + ".max", limit(limit.limit()), field);
    // since 5.7: pages that are reserved but not touched yet
    settings.add(
        Setting.optional(HUGETLB, "hugetlb." + size + ".rsvd.max", limit(limit.limit()), field));
  }

  private void networkClass(NetworkClass marks) {
    if (!marks.equals(NetworkClass.NONE)) {
      throw new EngineException(
          "network class and priorities need cgroup v1's net_cls and net_prio; v2 has no such"
              + " controllers");
    }
  }

  private static String limit(long number) {
    return number < 0 ? "max" : Long.toString(number);
  }

  /** The conversion that runc uses: 2 to 262144 becomes 1 to 10000. */
  private static long weight(long shares) {
    long within = Math.max(2, Math.min(262_144, shares));
    return 1 + ((within - 2) * 9999) / 262_142;
  }

  /** The conversion that runc uses: 10 to 1000 becomes 1 to 10000. */
  private static long ioWeight(long weight) {
    return weight == 0 ? 0 : 1 + (weight - 10) * 9999 / 990;
  }
}
