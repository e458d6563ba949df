package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CgroupLayoutTest {
  private static final String ALL_ENABLED =
      """
      #subsys_name	hierarchy	num_cgroups	enabled
      cpuset	3	1	1
      memory	4	12	1
      """;

  @Test
  void unifiedTreeHoldsWhatItOffers() {
    CgroupLayout layout =
        parse(
            "35 24 0:30 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2"
                + " cgroup2 rw,nsdelegate,memory_recursiveprot\n",
            "cpuset cpu io memory hugetlb pids rdma misc\n");
    assertEquals(
        """
        cpu v2 /sys/fs/cgroup
        cpuacct absent
        cpuset v2 /sys/fs/cgroup
        memory v2 /sys/fs/cgroup
        devices v2 /sys/fs/cgroup
        pids v2 /sys/fs/cgroup
        blkio v2 /sys/fs/cgroup
        freezer absent
        hugetlb v2 /sys/fs/cgroup
        rdma v2 /sys/fs/cgroup
        net_cls absent
        net_prio absent
        tree v2 /sys/fs/cgroup\
        """,
        layout.text());
  }

  @Test
  void systemdHybridKeepsControllersOnVersionOne() {
    CgroupLayout layout =
        parse(
            """
            31 23 0:26 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
            32 31 0:27 / /sys/fs/cgroup/unified rw shared:10 - cgroup2 cgroup2 rw,nsdelegate
            33 31 0:28 / /sys/fs/cgroup/systemd rw shared:11 - cgroup cgroup rw,xattr,name=systemd
            36 31 0:32 / /sys/fs/cgroup/net_cls,net_prio rw shared:16 - cgroup cgroup rw,net_cls,net_prio
            37 31 0:33 / /sys/fs/cgroup/memory rw shared:17 - cgroup cgroup rw,memory
            38 31 0:34 / /sys/fs/cgroup/cpu,cpuacct rw shared:18 - cgroup cgroup rw,cpu,cpuacct
            39 31 0:35 / /sys/fs/cgroup/pids rw shared:19 - cgroup cgroup rw,pids
            """,
            "hugetlb\n");
    assertEquals(
        """
        cpu v1 /sys/fs/cgroup/cpu,cpuacct
        cpuacct v1 /sys/fs/cgroup/cpu,cpuacct
        cpuset absent
        memory v1 /sys/fs/cgroup/memory
        devices v2 /sys/fs/cgroup/unified
        pids v1 /sys/fs/cgroup/pids
        blkio absent
        freezer absent
        hugetlb v2 /sys/fs/cgroup/unified
        rdma absent
        net_cls v1 /sys/fs/cgroup/net_cls,net_prio
        net_prio v1 /sys/fs/cgroup/net_cls,net_prio
        tree v2 /sys/fs/cgroup/unified\
        """,
        layout.text());
    assertEquals(
        "[/sys/fs/cgroup/cpu,cpuacct/jcompose/web, /sys/fs/cgroup/memory/jcompose/web,"
            + " /sys/fs/cgroup/pids/jcompose/web, /sys/fs/cgroup/net_cls,net_prio/jcompose/web,"
            + " /sys/fs/cgroup/unified/jcompose/web]",
        layout.groups(new GroupName("jcompose", "web", true)).stream()
            .map(Group::path)
            .toList()
            .toString());
  }

  @Test
  void controllersAreDecidedOneByOne() {
    CgroupLayout layout =
        parse(
            """
            40 31 0:40 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
            41 31 0:41 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            """,
            "cpu memory pids\n");
    assertTrue(layout.onLegacy(Controller.CPUSET));
    assertFalse(layout.onUnified(Controller.CPUSET));
    assertTrue(layout.onUnified(Controller.MEMORY));
    assertFalse(layout.onLegacy(Controller.MEMORY));
  }

  @Test
  void versionOneAlone() {
    CgroupLayout layout =
        parse("35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n", "");
    assertEquals(Path.of("/sys/fs/cgroup/memory"), layout.legacy().get(Controller.MEMORY));
    assertTrue(layout.unified().isEmpty());
    assertFalse(layout.onUnified(Controller.DEVICES));
  }

  @Test
  void mountOfTheRootWinsOverMountsOfParts() {
    CgroupLayout layout =
        parse(
            """
            50 31 0:32 /docker/abc /mnt/part rw - cgroup cgroup rw,memory
            35 31 0:32 / /sys/fs/cgroup/my\\040memory rw - cgroup cgroup rw,memory
            51 31 0:32 / /mnt/second rw - cgroup cgroup rw,memory
            """,
            "");
    assertEquals(Path.of("/sys/fs/cgroup/my memory"), layout.legacy().get(Controller.MEMORY));
  }

  @Test
  void controllerThatTheKernelWasBootedWithoutIsDisabled() {
    CgroupLayout layout =
        CgroupLayout.parse(
            "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
            "#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t0\t1\t0\ncpu\t0\t1\t1\n",
            mount -> "cpu pids");
    assertTrue(layout.text().contains("memory disabled"), layout.text());
  }

  private static CgroupLayout parse(String mountinfo, String controllers) {
    return CgroupLayout.parse(mountinfo, ALL_ENABLED, mount -> controllers);
  }
}
