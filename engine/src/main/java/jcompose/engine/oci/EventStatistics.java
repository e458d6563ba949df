package jcompose.engine.oci;

import static jcompose.engine.cgroup.Controller.CPUACCT;
import static jcompose.engine.cgroup.Controller.HUGETLB;
import static jcompose.engine.cgroup.Controller.MEMORY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import jcompose.engine.ContainerStatistics;
import jcompose.engine.ContainerStatistics.BlockDevice;
import jcompose.engine.cgroup.CgroupSession;

/**
 * What a container uses under runc's names: times in nanoseconds, bytes; like there, what is 0 is
 * mostly left out.
 */
final class EventStatistics {
  private static final long MICROSECOND = 1000;

  /** What runc tells where there is no limit: v1's largest number of whole pages. */
  private static final long NO_LIMIT = 0x7ffffffffffff000L;

  private final CgroupSession session;
  private final ContainerStatistics statistics;

  EventStatistics(CgroupSession session) {
    this.session = session;
    this.statistics = session.statistics();
  }

  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("cpu", cpu());
    data.put("memory", memory());
    Map<String, Object> pids = new LinkedHashMap<>();
    some(pids, "current", statistics.pids());
    some(pids, "limit", statistics.pidsLimit());
    data.put("pids", pids);
    data.put("blkio", blockIo());
    data.put("hugetlb", hugepages());
    return data;
  }

  private Map<String, Object> cpu() {
    ContainerStatistics.Cpu cpu = statistics.cpu();
    Map<String, Object> usage = new LinkedHashMap<>();
    some(usage, "total", nanoseconds(cpu.usage()));
    ProcessorTimes times = ProcessorTimes.parse(session.text(CPUACCT, "cpuacct.usage_all", ""));
    if (!times.isEmpty()) {
      usage.put("percpu", times.all());
      usage.put("percpu_kernel", times.system());
      usage.put("percpu_user", times.user());
    }
    usage.put("kernel", nanoseconds(cpu.system()).orElse(0));
    usage.put("user", nanoseconds(cpu.user()).orElse(0));
    Map<String, Object> throttling = new LinkedHashMap<>();
    some(throttling, "periods", cpu.periods());
    some(throttling, "throttledPeriods", cpu.throttledPeriods());
    some(throttling, "throttledTime", nanoseconds(cpu.throttled()));
    return Map.of("usage", usage, "throttling", throttling);
  }

  private Map<String, Object> memory() {
    ContainerStatistics.Memory memory = statistics.memory();
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, Long> details = memory.details();
    some(
        data,
        "cache",
        OptionalLong.of(details.getOrDefault("cache", details.getOrDefault("file", 0L))));
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("limit", memory.limit().orElse(NO_LIMIT));
    some(usage, "usage", memory.usage());
    some(usage, "max", memory.peak());
    usage.put("failcnt", number("memory.failcnt", "").orElse(0));
    data.put("usage", usage);
    data.put("swap", entry("memory.memsw", "memory.swap.max", "memory.swap.current"));
    data.put("kernel", entry("memory.kmem", "", ""));
    data.put("kernelTCP", entry("memory.kmem.tcp", "", ""));
    data.put("raw", details);
    return data;
  }

  private Map<String, Object> entry(String legacy, String limit, String usage) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("limit", number(legacy + ".limit_in_bytes", limit).orElse(NO_LIMIT));
    some(entry, "usage", number(legacy + ".usage_in_bytes", usage));
    some(entry, "max", number(legacy + ".max_usage_in_bytes", ""));
    entry.put("failcnt", number(legacy + ".failcnt", "").orElse(0));
    return entry;
  }

  private Map<String, Object> blockIo() {
    List<Map<String, Object>> bytes = new ArrayList<>();
    List<Map<String, Object>> operations = new ArrayList<>();
    for (BlockDevice device : statistics.blockIo()) {
      bytes.add(entry(device, "Read", device.readBytes()));
      bytes.add(entry(device, "Write", device.writtenBytes()));
      operations.add(entry(device, "Read", device.reads()));
      operations.add(entry(device, "Write", device.writes()));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    if (!bytes.isEmpty()) {
      data.put("ioServiceBytesRecursive", bytes);
      data.put("ioServicedRecursive", operations);
    }
    return data;
  }

  private static Map<String, Object> entry(BlockDevice device, String operation, long value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    some(entry, "major", OptionalLong.of(device.major()));
    some(entry, "minor", OptionalLong.of(device.minor()));
    entry.put("op", operation);
    some(entry, "value", OptionalLong.of(value));
    return entry;
  }

  private Map<String, Object> hugepages() {
    Map<String, Object> data = new LinkedHashMap<>();
    statistics
        .hugepages()
        .forEach(
            (size, bytes) -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              some(entry, "usage", OptionalLong.of(bytes));
              String file = "hugetlb." + size;
              some(entry, "max", number(session.text(HUGETLB, file + ".max_usage_in_bytes", "")));
              entry.put("failcnt", number(session.text(HUGETLB, file + ".failcnt", "")).orElse(0));
              data.put(size, entry);
            });
    return data;
  }

  private OptionalLong number(String legacy, String unified) {
    return number(session.text(MEMORY, legacy, unified));
  }

  private static OptionalLong number(String text) {
    String digits = text.trim();
    return digits.matches("\\d{1,19}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  private static OptionalLong nanoseconds(OptionalLong microseconds) {
    return microseconds.isPresent()
        ? OptionalLong.of(microseconds.getAsLong() * MICROSECOND)
        : OptionalLong.empty();
  }

  private static void some(Map<String, Object> data, String name, OptionalLong value) {
    if (value.orElse(0) != 0) {
      data.put(name, value.getAsLong());
    }
  }
}
