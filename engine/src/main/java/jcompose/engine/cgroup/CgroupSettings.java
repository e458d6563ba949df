package jcompose.engine.cgroup;

import static jcompose.engine.cgroup.Controller.CPU;
import static jcompose.engine.cgroup.Controller.CPUSET;
import static jcompose.engine.cgroup.Controller.DEVICES;
import static jcompose.engine.cgroup.Controller.MEMORY;
import static jcompose.engine.cgroup.Controller.PIDS;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import jcompose.engine.EngineException;
import jcompose.engine.spec.Resources;

/** Limits as values of cgroup files, in the order in which a new group accepts them. */
final class CgroupSettings {
  /** The kernel's own, in both versions. */
  private static final long DEFAULT_PERIOD = 100_000;

  private CgroupSettings() {}

  /** Each controller's settings for the version that this machine has it in. */
  static List<Setting> of(CgroupLayout layout, Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = new ArrayList<>();
    v1(resources, devices).stream()
        .filter(s -> layout.onLegacy(s.controller()))
        .forEach(settings::add);
    // what is nowhere fails here, in the name of the limit that was asked for
    v2(resources).stream().filter(s -> !layout.onLegacy(s.controller())).forEach(settings::add);
    return settings;
  }

  static List<Setting> v1(Resources resources, List<DeviceRule> devices) {
    List<Setting> settings = new ArrayList<>();
    devices(devices, settings);
    shares(resources)
        .ifPresent(s -> settings.add(Setting.required(CPU, "cpu.shares", s, "cpu shares " + s)));
    // the period first: a quota is checked against it
    resources
        .cpuPeriodMicros()
        .ifPresent(
            p -> settings.add(Setting.required(CPU, "cpu.cfs_period_us", p, "cpu period " + p)));
    resources
        .cpuQuotaMicros()
        .ifPresent(
            q -> settings.add(Setting.required(CPU, "cpu.cfs_quota_us", q, "cpu quota " + q)));
    cpuset(resources, settings);
    memoryV1(resources, settings);
    pids(resources, settings);
    return settings;
  }

  /** Devices are not among these: v2 asks a BPF program, see {@link DeviceProgram}. */
  static List<Setting> v2(Resources resources) {
    List<Setting> settings = new ArrayList<>();
    shares(resources)
        .ifPresent(
            s -> settings.add(Setting.required(CPU, "cpu.weight", weight(s), "cpu shares " + s)));
    if (resources.cpuQuotaMicros().isPresent() || resources.cpuPeriodMicros().isPresent()) {
      long quota = resources.cpuQuotaMicros().orElse(-1);
      long period = resources.cpuPeriodMicros().orElse(DEFAULT_PERIOD);
      settings.add(
          Setting.required(
              CPU,
              "cpu.max",
              (quota < 0 ? "max" : Long.toString(quota)) + " " + period,
              "cpu quota " + quota + " per period " + period));
    }
    cpuset(resources, settings);
    memoryV2(resources, settings);
    pids(resources, settings);
    return settings;
  }

  private static void devices(List<DeviceRule> devices, List<Setting> settings) {
    if (!DeviceProgram.restricts(devices)) {
      return;
    }
    settings.add(Setting.required(DEVICES, "devices.deny", "a", "device list"));
    for (DeviceRule rule : devices) {
      settings.add(
          Setting.required(
              DEVICES,
              rule.allow() ? "devices.allow" : "devices.deny",
              rule.text(),
              "device " + rule.text()));
    }
  }

  private static void memoryV1(Resources resources, List<Setting> settings) {
    OptionalLong limit = memoryLimit(resources);
    limit.ifPresent(
        bytes ->
            settings.add(
                Setting.required(MEMORY, "memory.limit_in_bytes", bytes, "memory limit " + bytes)));
    resources
        .memoryReservation()
        .ifPresent(
            bytes ->
                settings.add(
                    Setting.required(
                        MEMORY,
                        "memory.soft_limit_in_bytes",
                        bytes,
                        "memory reservation " + bytes)));
    // last: memory and swap together are never less than memory alone
    String file = "memory.memsw.limit_in_bytes";
    OptionalLong total = memoryAndSwap(resources, limit);
    if (total.isPresent()) {
      long bytes = total.getAsLong();
      settings.add(Setting.required(MEMORY, file, bytes, "memory and swap limit " + bytes));
    } else if (limit.isPresent()) {
      long bytes = twice(limit.getAsLong());
      settings.add(Setting.optional(MEMORY, file, bytes, "memory and swap limit " + bytes));
    }
  }

  private static void memoryV2(Resources resources, List<Setting> settings) {
    OptionalLong limit = memoryLimit(resources);
    limit.ifPresent(
        bytes ->
            settings.add(Setting.required(MEMORY, "memory.max", bytes, "memory limit " + bytes)));
    resources
        .memoryReservation()
        .ifPresent(
            bytes ->
                settings.add(
                    Setting.required(MEMORY, "memory.low", bytes, "memory reservation " + bytes)));
    String file = "memory.swap.max";
    OptionalLong total = memoryAndSwap(resources, limit);
    if (total.isPresent()) {
      long bytes = total.getAsLong();
      String swap = bytes < 0 ? "max" : Long.toString(bytes - limit.orElse(0));
      settings.add(Setting.required(MEMORY, file, swap, "memory and swap limit " + bytes));
    } else if (limit.isPresent()) {
      long bytes = limit.getAsLong();
      settings.add(Setting.optional(MEMORY, file, bytes, "memory and swap limit " + twice(bytes)));
    }
  }

  private static OptionalLong memoryLimit(Resources resources) {
    OptionalLong limit = resources.memoryLimit();
    return limit.isPresent() && limit.getAsLong() <= 0 ? OptionalLong.empty() : limit;
  }

  private static OptionalLong memoryAndSwap(Resources resources, OptionalLong limit) {
    OptionalLong total = resources.memorySwap();
    if (total.isEmpty() || total.getAsLong() == 0) {
      return OptionalLong.empty();
    }
    long bytes = total.getAsLong();
    if (limit.isEmpty()) {
      if (bytes < 0) {
        return OptionalLong.empty();
      }
      throw new EngineException(
          "memory and swap limit " + bytes + " needs a memory limit beside it");
    }
    if (bytes > 0 && bytes < limit.getAsLong()) {
      throw new EngineException(
          "memory and swap limit "
              + bytes
              + " is less than the memory limit "
              + limit.getAsLong()
              + "; it counts both together");
    }
    return OptionalLong.of(Math.max(bytes, -1));
  }

  /** What Docker gives when only memory is limited: as much swap as memory. */
  private static long twice(long limit) {
    return limit > Long.MAX_VALUE / 2 ? -1 : 2 * limit;
  }

  private static void cpuset(Resources resources, List<Setting> settings) {
    resources
        .cpusetCpus()
        .ifPresent(
            cpus ->
                settings.add(
                    Setting.required(CPUSET, "cpuset.cpus", cpus, "cpuset '" + cpus + "'")));
  }

  private static void pids(Resources resources, List<Setting> settings) {
    resources
        .pidsLimit()
        .ifPresent(
            limit ->
                settings.add(
                    Setting.required(
                        PIDS,
                        "pids.max",
                        limit <= 0 ? "max" : Long.toString(limit),
                        "pids limit " + limit)));
  }

  private static OptionalLong shares(Resources resources) {
    OptionalLong shares = resources.cpuShares();
    return shares.isPresent() && shares.getAsLong() == 0 ? OptionalLong.empty() : shares;
  }

  /** The conversion that runc uses: 2 to 262144 becomes 1 to 10000. */
  private static long weight(long shares) {
    long within = Math.max(2, Math.min(262_144, shares));
    return 1 + ((within - 2) * 9999) / 262_142;
  }
}
