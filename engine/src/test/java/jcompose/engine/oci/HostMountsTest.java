package jcompose.engine.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMountsTest {
  private static final HostMounts MOUNTS =
      HostMounts.parse(
          """
          27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
          30 27 0:25 / /var/lib rw - ext4 /dev/vdb rw
          31 27 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct
          32 27 0:27 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd
          33 27 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
          """);

  @Test
  void findsTheMountOfAPath() {
    assertEquals("/var/lib", MOUNTS.pointOf(Path.of("/var/lib/x/rootfs")));
    assertEquals("/", MOUNTS.pointOf(Path.of("/var/library")));
  }

  @Test
  void listsVersionOneHierarchies() {
    assertEquals(
        List.of(
            new HostMounts.Hierarchy(
                "cpu,cpuacct", "cpu,cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct")),
            new HostMounts.Hierarchy("systemd", "name=systemd", Path.of("/sys/fs/cgroup/systemd"))),
        MOUNTS.hierarchies());
  }
}
