package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The five sets of capabilities as the kernel shows them: inheritable and ambient stay empty. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class CapabilitiesIT {
  /** CHOWN and NET_ADMIN. */
  private static final Set<String> TWO = Set.of("CAP_CHOWN", "CAP_NET_ADMIN");

  private static final String SHOW = "echo $(grep ^Cap /proc/self/status | cut -f2)";

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String sets(long permitted, long effective, long bounding) {
    return String.format(
        java.util.Locale.ROOT,
        "%016x %016x %016x %016x %016x%n",
        0,
        permitted,
        effective,
        bounding,
        0);
  }

  private static ExecSpec exec(String user, boolean privileged) {
    return new ExecSpec(
        List.of("sh", "-c", SHOW),
        List.of(),
        Optional.empty(),
        Optional.of(user),
        false,
        Optional.empty(),
        privileged);
  }

  @Test
  void rootHasWhatWasGiven() {
    Specs specs = Specs.shell(fixture.busybox, SHOW).capabilities(TWO);
    assertEquals(sets(0x1001, 0x1001, 0x1001), fixture.run(specs).out());
    Specs none = Specs.shell(fixture.busybox, SHOW).capabilities(Set.of());
    assertEquals(sets(0, 0, 0), fixture.run(none).out());
  }

  @Test
  void usersHaveTheBoundingSetAlone() {
    Specs specs = Specs.shell(fixture.busybox, SHOW).capabilities(TWO).user("user");
    assertEquals(sets(0, 0, 0x1001), fixture.run(specs).out());
    assertEquals(sets(0, 0, 0x1001), fixture.run(specs.noNewPrivileges()).out());
  }

  @Test
  void execsHaveTheContainersCapabilities() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 60").capabilities(TWO));
    try {
      assertEquals(
          sets(0x1001, 0x1001, 0x1001), EngineFixture.exec(container, exec("0", false)).out());
      assertEquals(sets(0, 0, 0x1001), EngineFixture.exec(container, exec("user", false)).out());
      String all = EngineFixture.exec(container, exec("0", true)).out();
      assertTrue(all.contains("1fffeffffff") || all.contains("1ffffffffff"), all);
    } finally {
      container.kill();
      EngineFixture.await(container);
      container.delete();
    }
  }

  @Test
  void pathsAreOpenWhenAsked() {
    Security open =
        new Security(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of("/proc/uptime", "/sys/class")),
            Optional.of(List.of()));
    EngineFixture.Result result =
        fixture.run(
            Specs.shell(
                    fixture.busybox,
                    "wc -c < /proc/uptime; ls /sys/class; grep -c CPU0 /proc/interrupts;"
                        + " grep -c ' /proc/sys ' /proc/mounts")
                .security(open));
    assertEquals("0\n1\n0\n", result.out());
  }
}
