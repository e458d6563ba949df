package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
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
    List<Setting> settings = CgroupSettings.v1(Resources.UNLIMITED, DeviceRules.DEFAULT);
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
        CgroupSettings.v1(resources, List.of()).stream()
            .filter(setting -> setting.controller() != Controller.DEVICES)
            .toList());
  }

  private static String v2(Resources resources) {
    return text(CgroupSettings.v2(resources));
  }

  private static String text(List<Setting> settings) {
    return settings.stream().map(Setting::text).collect(Collectors.joining("\n"));
  }
}
