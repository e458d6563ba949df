package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CallerGroupsTest {
  private static CgroupLayout layout(String mountinfo) {
    return CgroupLayout.parse(mountinfo, "", unified -> "cpu memory pids\n");
  }

  @Test
  void onVersionOneTheyAreTheCallersOwn() {
    assertEquals(
        Map.of(
            Path.of("/sys/fs/cgroup/memory"), Path.of("/sys/fs/cgroup/memory/user/1"),
            Path.of("/sys/fs/cgroup/cpu"), Path.of("/sys/fs/cgroup/cpu"),
            Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup/unified/a:b")),
        CallerGroups.parse(
            layout(
                """
                32 31 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
                37 31 0:33 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
                38 31 0:34 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct
                """),
            """
            9:name=systemd:/user
            4:memory:/user/1
            2:cpu,cpuacct:/
            1:pids:/not/mounted
            0::/a:b
            """));
  }

  @Test
  void onVersionTwoTheyAreBesideTheCallers() {
    CgroupLayout layout = layout("35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    Path tree = Path.of("/sys/fs/cgroup");
    assertEquals(
        Map.of(tree, tree.resolve("user.slice")),
        CallerGroups.parse(layout, "0::/user.slice/a.scope\n"));
    assertEquals(Map.of(tree, tree), CallerGroups.parse(layout, "0::/a.scope\n"));
    assertEquals(Map.of(tree, tree), CallerGroups.parse(layout, "0::/\n"));
  }
}
