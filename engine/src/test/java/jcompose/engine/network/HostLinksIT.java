package jcompose.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links on links of the host: containers beside it on its wire. */
@Tag("vm")
@RequiresRoot
@RequiresCommand({"ip", "nsenter", "busybox"})
@LeavesNothing
class HostLinksIT {
  private static final String WEB = "web-1";
  private static final String ADDRESS = "192.0.2.5";

  private Lab lab;

  @BeforeEach
  void open(Sandbox sandbox) {
    lab = new Lab(sandbox);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void macvlan() {
    comesAndGoes(Driver.MACVLAN);
    lab.networks.create(wire(Driver.MACVLAN));
    assertTrue(links().contains("02:42:00:00:00:05"), links());
  }

  @Test
  @Tag("guest") // whose kernel has it
  void ipvlan() {
    comesAndGoes(Driver.IPVLAN);
  }

  /** Also when it has gone a moment before: nobody answers for it any more. */
  private void comesAndGoes(Driver driver) {
    NetworkSpec wire = wire(driver);
    lab.networks.create(wire);
    for (int time = 0; time < 3; time++) {
      lab.join(WEB, Lab.in(wire, "eth0", 5, 100, ADDRESS + "/24"));
      String made = links();
      lab.join(WEB, Lab.in(wire, "eth0", 5, 100, ADDRESS + "/24"));
      assertEquals(made, links());
      assertTrue(Lab.pings(lab.outside(), ADDRESS));
      if (time < 2) {
        lab.networks.removeProject(Lab.PROJECT);
        assertFalse(Lab.pings(lab.outside(), ADDRESS));
      }
    }
  }

  /** Without what changes in the moment after a link is made. */
  private String links() {
    return Lab.run(lab.networks.namespace(Lab.PROJECT, WEB), "ip", "-o", "link")
        .checked()
        .replaceAll(" state \\w+", "");
  }

  private static NetworkSpec wire(Driver driver) {
    return new NetworkSpec(
        Lab.PROJECT,
        "demo_wire",
        driver,
        Optional.of("up0"),
        List.of(),
        OptionalInt.empty(),
        false);
  }
}
