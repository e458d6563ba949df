package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Resources;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** /sys/fs/cgroup: where programs look for their limits. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class CgroupMountIT {
  private static final String LIMIT =
      "cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes memory.max 2>/dev/null;"
          + " cat pids/pids.max pids.max 2>/dev/null;";

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs limited(String script) {
    return Specs.shell(fixture.busybox, script)
        .resources(
            Resources.of(
                CpuResources.of(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty()),
                MemoryResources.of(
                    OptionalLong.of(64 << 20), OptionalLong.empty(), OptionalLong.empty()),
                OptionalLong.of(50)));
  }

  @Test
  void showsTheContainersOwnLimits() {
    EngineFixture.Result result =
        fixture.run(limited(LIMIT + " cat /proc/self/cgroup; echo $$ > memory/tasks"));
    assertTrue(result.out().startsWith("67108864\n50\n"), result.out());
    assertTrue(result.out().contains("memory:/\n") || result.out().contains("0::/\n"));
    assertTrue(result.err().contains("Read-only") || result.err().contains("nonexistent"));
  }

  @Test
  void isReadonlyUnlessPrivileged() {
    String script =
        "grep ' /sys/fs/cgroup' /proc/self/mountinfo | while read a b c d e f g; do"
            + " echo ${f%%,*} $d; done | sort -u";
    assertEquals("ro /\n", fixture.run(limited(script)).out());
    assertEquals("rw /\n", fixture.run(limited(script).privileged()).out());
  }

  @Test
  void showsNoMoreInTheHostsCgroupNamespace() {
    Specs specs = limited(LIMIT).namespace(NamespaceType.CGROUP, new NamespaceMode.Host());
    assertEquals("67108864\n50\n", fixture.run(specs).out());
  }

  @Test
  void goesWhereItIsAskedForAndIsLeftOut() {
    Mount elsewhere = new Mount.FileSystem("cgroup2", "cgroup", "/groups", List.of("ro"));
    Specs specs =
        limited("ls /sys/fs/cgroup; cd /groups; cat memory/memory.limit_in_bytes memory.max")
            .mount(elsewhere)
            .mount(new Mount.Omitted("/sys/fs/cgroup"));
    assertEquals("67108864\n", fixture.run(specs).out());
  }
}
