package jcompose.engine.cgroup;

import static jcompose.engine.cgroup.Controller.BLKIO;
import static jcompose.engine.cgroup.Controller.CPU;
import static jcompose.engine.cgroup.Controller.DEVICES;
import static jcompose.engine.cgroup.Controller.HUGETLB;
import static jcompose.engine.cgroup.Controller.MEMORY;
import static jcompose.engine.cgroup.Controller.NET_CLS;
import static jcompose.engine.cgroup.Controller.NET_PRIO;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.BlockIoResources.ThrottleDevice;
import jcompose.engine.spec.BlockIoResources.WeightDevice;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.DeviceRule;
import jcompose.engine.spec.HugepageLimit;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.Resources;

/** Limits as files of cgroup v1. */
final class LegacySettings {
  private final List<Setting> settings = new ArrayList<>();

  private LegacySettings() {}

  static List<Setting> of(Resources resources, List<DeviceRule> devices) {
    LegacySettings legacy = new LegacySettings();
    legacy.devices(devices);
    legacy.cpu(resources.cpu());
    CommonSettings.cpuset(resources.cpu(), legacy.settings);
    legacy.memory(resources.memory());
    CommonSettings.pids(resources.pidsLimit(), legacy.settings);
    legacy.blockIo(resources.blockIo());
    resources.hugepageLimits().forEach(legacy::hugepages);
    CommonSettings.rdma(resources.rdma(), legacy.settings);
    resources
        .networkClass()
        .classId()
        .ifPresent(id -> legacy.add(NET_CLS, "net_cls.classid", id, "network class " + id));
    resources
        .networkClass()
        .priorities()
        .forEach(
            (name, priority) ->
                legacy.add(
                    NET_PRIO,
                    "net_prio.ifpriomap",
                    name + " " + priority,
                    "network priority of " + name));
    return legacy.settings;
  }

  private void add(Controller controller, String file, Object value, String field) {
    settings.add(Setting.required(controller, file, value, field));
  }

  private void devices(List<DeviceRule> devices) {
    if (!DeviceProgram.restricts(devices)) {
      return;
    }
    add(DEVICES, "devices.deny", "a", "device list");
    for (DeviceRule rule : devices) {
      add(
          DEVICES,
          rule.allow() ? "devices.allow" : "devices.deny",
          rule.text(),
          "device " + rule.text());
    }
  }

  private void cpu(CpuResources cpu) {
    CommonSettings.shares(cpu).ifPresent(s -> add(CPU, "cpu.shares", s, "cpu shares " + s));
    // periods first: what may be used in each is checked against them
    cpu.realtimePeriodMicros()
        .ifPresent(p -> add(CPU, "cpu.rt_period_us", p, "cpu real-time period " + p));
    cpu.realtimeRuntimeMicros()
        .ifPresent(r -> add(CPU, "cpu.rt_runtime_us", r, "cpu real-time runtime " + r));
    cpu.periodMicros().ifPresent(p -> add(CPU, "cpu.cfs_period_us", p, "cpu period " + p));
    cpu.quotaMicros().ifPresent(q -> add(CPU, "cpu.cfs_quota_us", q, "cpu quota " + q));
    cpu.burstMicros().ifPresent(b -> add(CPU, "cpu.cfs_burst_us", b, "cpu burst " + b));
    cpu.idle().ifPresent(i -> add(CPU, "cpu.idle", i, "cpu idle " + i));
  }

  private void memory(MemoryResources memory) {
    MemoryAndSwap both = MemoryAndSwap.of(memory);
    both.limit().ifPresent(b -> add(MEMORY, "memory.limit_in_bytes", b, "memory limit " + b));
    memory
        .reservation()
        .ifPresent(b -> add(MEMORY, "memory.soft_limit_in_bytes", b, "memory reservation " + b));
    // after memory: both together are never less than memory alone
    String file = "memory.memsw.limit_in_bytes";
    if (both.total().isPresent()) {
      long bytes = both.total().getAsLong();
      String field = "memory and swap limit " + bytes;
      settings.add(
          memory.swap().isPresent()
              ? Setting.required(MEMORY, file, bytes, field)
              : Setting.optional(MEMORY, file, bytes, field));
    } else if (both.limit().isPresent()) {
      long bytes = both.twice();
      settings.add(Setting.optional(MEMORY, file, bytes, "memory and swap limit " + bytes));
    }
    memory
        .kernelTcp()
        .ifPresent(b -> add(MEMORY, "memory.kmem.tcp.limit_in_bytes", b, "TCP memory limit " + b));
    memory
        .swappiness()
        .ifPresent(value -> add(MEMORY, "memory.swappiness", value, "memory swappiness " + value));
    if (memory.disableOomKiller()) {
      add(MEMORY, "memory.oom_control", 1, "the disabled OOM killer");
    }
  }

  private void blockIo(BlockIoResources io) {
    io.weight()
        .ifPresent(
            weight ->
                settings.add(
                    Setting.required(BLKIO, "blkio.weight", weight, "block I/O weight " + weight)
                        .orElse("blkio.bfq.weight", weight)));
    io.leafWeight()
        .ifPresent(
            weight -> add(BLKIO, "blkio.leaf_weight", weight, "block I/O leaf weight " + weight));
    for (WeightDevice device : io.weightDevices()) {
      String name = device.major() + ":" + device.minor() + " ";
      device
          .weight()
          .ifPresent(
              weight ->
                  settings.add(
                      Setting.required(
                              BLKIO,
                              "blkio.weight_device",
                              name + weight,
                              "block I/O weight of device " + name + weight)
                          .orElse("blkio.bfq.weight_device", name + weight)));
      device
          .leafWeight()
          .ifPresent(
              weight ->
                  add(
                      BLKIO,
                      "blkio.leaf_weight_device",
                      name + weight,
                      "block I/O leaf weight of device " + name + weight));
    }
    throttle("read_bps", "bytes read", io.readBps());
    throttle("write_bps", "bytes written", io.writeBps());
    throttle("read_iops", "reads", io.readIops());
    throttle("write_iops", "writes", io.writeIops());
  }

  private void throttle(String what, String words, List<ThrottleDevice> devices) {
    for (ThrottleDevice device : devices) {
      String value = device.major() + ":" + device.minor() + " " + device.rate();
      add(
          BLKIO,
          "blkio.throttle." + what + "_device",
          value,
          words + " a second of device " + value);
    }
  }

  private void hugepages(HugepageLimit limit) {
    String size = limit.pageSize();
    String field = "huge pages of " + size + " " + limit.limit();
    add(HUGETLB, "hugetlb." + size + ".limit_in_bytes", limit.limit(), field);
    // since 5.7: pages that are reserved but not touched yet
    settings.add(
        Setting.optional(
            HUGETLB, "hugetlb." + size + ".rsvd.limit_in_bytes", limit.limit(), field));
  }
}
