package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.spec.BlockIoResources;
import jcompose.engine.spec.Resources;
import org.junit.jupiter.api.Test;

final class CgroupSettingsTest {
  private static final Resources EVERYTHING =
      new ResourcesBuilder()
          .cpuQuota(150_000)
          .cpuPeriod(50_000)
          .cpuShares(2048)
          .cpuset("0-1")
          .memory(64 << 20)
          .reservation(32 << 20)
          .memorySwap(96 << 20)
          .pids(100)
          .build();

  @Test
  void everythingOnVersionOne() {
    assertEquals(
        """
        cpu.shares = 2048
        cpu.cfs_period_us = 50000
        cpu.cfs_quota_us = 150000
        cpuset.cpus = 0-1
        memory.limit_in_bytes = 67108864
        memory.soft_limit_in_bytes = 33554432
        memory.memsw.limit_in_bytes = 100663296
        pids.max = 100\
        """,
        v1(EVERYTHING));
  }

  @Test
  void everythingOnVersionTwo() {
    assertEquals(
        """
        cpu.weight = 79
        cpu.max = 150000 50000
        cpuset.cpus = 0-1
        memory.max = 67108864
        memory.low = 33554432
        memory.swap.max = 33554432
        pids.max = 100\
        """,
        v2(EVERYTHING));
  }

  @Test
  void devicesAreDeniedBeforeSomeAreAllowed() {
    List<Setting> settings = LegacySettings.of(Resources.UNLIMITED, DeviceRules.DEFAULT);
    assertEquals(
        """
        devices.deny = a
        devices.allow = c *:* m
        devices.allow = b *:* m
        devices.allow = c 1:3 rwm
        devices.allow = c 1:5 rwm
        devices.allow = c 1:7 rwm
        devices.allow = c 1:8 rwm
        devices.allow = c 1:9 rwm
        devices.allow = c 5:0 rwm
        devices.allow = c 5:1 rwm
        devices.allow = c 5:2 rwm
        devices.allow = c 136:* rwm\
        """,
        text(settings));
  }

  @Test
  void memoryAloneGetsAsMuchSwapWhereSwapIsCounted() {
    Resources memory = new ResourcesBuilder().memory(1000).build();
    assertEquals(
        "memory.limit_in_bytes = 1000\nmemory.memsw.limit_in_bytes = 2000 if there", v1(memory));
    assertEquals("memory.max = 1000\nmemory.swap.max = 1000 if there", v2(memory));
  }

  @Test
  void minusOneIsUnlimitedSwap() {
    Resources memory = new ResourcesBuilder().memory(1000).memorySwap(-1).build();
    assertEquals("memory.limit_in_bytes = 1000\nmemory.memsw.limit_in_bytes = -1", v1(memory));
    assertEquals("memory.max = 1000\nmemory.swap.max = max", v2(memory));
  }

  @Test
  void sameNumberTwiceIsNoSwap() {
    Resources memory = new ResourcesBuilder().memory(1000).memorySwap(1000).build();
    assertEquals("memory.max = 1000\nmemory.swap.max = 0", v2(memory));
  }

  @Test
  void swapLimitThatMakesNoSenseIsRefused() {
    EngineException less =
        assertThrows(
            EngineException.class,
            () -> v2(new ResourcesBuilder().memory(1000).memorySwap(999).build()));
    assertEquals(
        "memory and swap limit 999 is less than the memory limit 1000; it counts both together",
        less.getMessage());
    EngineException alone =
        assertThrows(
            EngineException.class, () -> v1(new ResourcesBuilder().memorySwap(999).build()));
    assertEquals("memory and swap limit 999 needs a memory limit beside it", alone.getMessage());
  }

  @Test
  void sharesBecomeAWeight() {
    assertEquals("cpu.weight = 1", v2(new ResourcesBuilder().cpuShares(2).build()));
    assertEquals("cpu.weight = 39", v2(new ResourcesBuilder().cpuShares(1024).build()));
    assertEquals("cpu.weight = 10000", v2(new ResourcesBuilder().cpuShares(262_144).build()));
  }

  @Test
  void unlimitedProcessesAreMax() {
    assertEquals("pids.max = max", v2(new ResourcesBuilder().pids(-1).build()));
    assertEquals("pids.max = max", v1(new ResourcesBuilder().pids(-1).build()));
  }

  @Test
  void quotaAloneUsesTheKernelsPeriod() {
    assertEquals("cpu.max = 50000 100000", v2(new ResourcesBuilder().cpuQuota(50_000).build()));
    assertEquals("cpu.max = max 50000", v2(new ResourcesBuilder().cpuPeriod(50_000).build()));
  }

  @Test
  void mixedMachineGetsEachControllersOwnVersion() {
    CgroupLayout layout =
        CgroupLayout.parse(
            """
            40 31 0:40 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset,pids
            41 31 0:41 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            """,
            "",
            mount -> "cpu memory");
    assertEquals(
        """
        cpuset.cpus = 0-1
        pids.max = 100
        cpu.weight = 79
        cpu.max = 150000 50000
        memory.max = 67108864
        memory.low = 33554432
        memory.swap.max = 33554432\
        """,
        text(CgroupSettings.of(layout, EVERYTHING, DeviceRules.DEFAULT)));
  }

  private static String v1(Resources resources) {
    return text(
        LegacySettings.of(resources, List.of()).stream()
            .filter(setting -> setting.controller() != Controller.DEVICES)
            .toList());
  }

  private static String v2(Resources resources) {
    return text(UnifiedSettings.of(resources));
  }

  private static String text(List<Setting> settings) {
    return settings.stream().map(Setting::text).collect(Collectors.joining("\n"));
  }

  private static final Resources RARE =
      new ResourcesBuilder()
          .cpuQuota(20_000)
          .burst(1000)
          .realtime(400_000, 1_000_000)
          .idle()
          .memory(1 << 20)
          .kernelMemory(7, 8)
          .swappiness(60)
          .disableOomKiller()
          .hugepages("2MB", 4 << 20)
          .rdma("mlx5_0", "hca_handle=2")
          .blockIo(
              new BlockIoResources(
                  OptionalInt.of(500),
                  OptionalInt.of(10),
                  List.of(
                      new BlockIoResources.WeightDevice(
                          8, 0, OptionalInt.of(1000), OptionalInt.of(20))),
                  List.of(new BlockIoResources.ThrottleDevice(8, 0, 1 << 20)),
                  List.of(new BlockIoResources.ThrottleDevice(8, 0, 0)),
                  List.of(new BlockIoResources.ThrottleDevice(8, 16, 100)),
                  List.of(new BlockIoResources.ThrottleDevice(8, 16, 200))))
          .build();

  @Test
  void whatIsRareOnVersionOne() {
    assertEquals(
        """
        cpu.rt_period_us = 1000000
        cpu.rt_runtime_us = 400000
        cpu.cfs_quota_us = 20000
        cpu.cfs_burst_us = 1000
        cpu.idle = 1
        memory.limit_in_bytes = 1048576
        memory.memsw.limit_in_bytes = 2097152 if there
        memory.kmem.tcp.limit_in_bytes = 8
        memory.swappiness = 60
        memory.oom_control = 1
        blkio.weight = 500 or blkio.bfq.weight = 500
        blkio.leaf_weight = 10
        blkio.weight_device = 8:0 1000 or blkio.bfq.weight_device = 8:0 1000
        blkio.leaf_weight_device = 8:0 20
        blkio.throttle.read_bps_device = 8:0 1048576
        blkio.throttle.write_bps_device = 8:0 0
        blkio.throttle.read_iops_device = 8:16 100
        blkio.throttle.write_iops_device = 8:16 200
        hugetlb.2MB.limit_in_bytes = 4194304
        hugetlb.2MB.rsvd.limit_in_bytes = 4194304 if there
        rdma.max = mlx5_0 hca_handle=2\
        """,
        v1(RARE));
  }

  @Test
  void whatIsRareOnVersionTwo() {
    assertEquals(
        """
        cpu.rt_period_us = 1000000
        cpu.rt_runtime_us = 400000
        cpu.max = 20000 100000
        cpu.max.burst = 1000
        cpu.idle = 1
        memory.max = 1048576
        memory.swap.max = 1048576 if there
        io.bfq.weight = 500 or io.weight = 4950
        io.bfq.weight = 8:0 1000 or io.weight = 8:0 10000
        io.max = 8:0 rbps=1048576
        io.max = 8:0 wbps=max
        io.max = 8:16 riops=100
        io.max = 8:16 wiops=200
        hugetlb.2MB.max = 4194304
        hugetlb.2MB.rsvd.max = 4194304 if there
        rdma.max = mlx5_0 hca_handle=2\
        """,
        v2(RARE));
  }

  @Test
  void whatVersionTwoLacksIsSaid() {
    assertEquals(
        List.of(
            "kernel memory limit 7 is left out: Linux has none since 5.16",
            "TCP memory limit 8 is left out: cgroup v2 has no such thing",
            "memory swappiness 60 is left out: cgroup v2 has no such thing",
            "the disabled OOM killer is left out: cgroup v2 has no such thing",
            "block I/O leaf weight 10 is left out: cgroup v2 has no such thing"),
        CgroupSettings.leftOut(layout(Map.of()), RARE));
    Map<Controller, Path> legacy =
        Map.of(Controller.MEMORY, Path.of("/m"), Controller.BLKIO, Path.of("/b"));
    assertEquals(
        List.of("kernel memory limit 7 is left out: Linux has none since 5.16"),
        CgroupSettings.leftOut(layout(legacy), RARE));
  }

  @Test
  void filesOfVersionTwoAreNotForVersionOne() {
    Resources high = new ResourcesBuilder().unified("memory.high", "1000").build();
    assertEquals(
        List.of("memory.high = 1000"),
        CgroupSettings.of(layout(Map.of()), high, DeviceRules.ALL).stream()
            .map(Setting::text)
            .toList());
    EngineException legacy =
        assertThrows(
            EngineException.class,
            () ->
                CgroupSettings.of(
                    layout(Map.of(Controller.MEMORY, Path.of("/m"))), high, DeviceRules.ALL));
    assertEquals(
        "memory.high is a file of cgroup v2, and this machine has the controller memory on v1",
        legacy.getMessage());
    EngineException unknown =
        assertThrows(
            EngineException.class,
            () ->
                CgroupSettings.of(
                    layout(Map.of()),
                    new ResourcesBuilder().unified("mem.high", "1").build(),
                    DeviceRules.ALL));
    assertTrue(String.valueOf(unknown.getMessage()).startsWith("mem.high: no cgroup v2 contr"));
  }

  @Test
  void whatUnlimitsMemoryUnlimitsSwap() {
    Resources unlimited = new ResourcesBuilder().memory(-1).build();
    assertEquals(
        "memory.limit_in_bytes = -1\nmemory.memsw.limit_in_bytes = -1 if there", v1(unlimited));
    assertEquals("memory.max = max\nmemory.swap.max = max if there", v2(unlimited));
  }

  private static CgroupLayout layout(Map<Controller, Path> legacy) {
    return new CgroupLayout(
        legacy, Optional.of(Path.of("/u")), Set.of(Controller.MEMORY), Set.of());
  }
}
