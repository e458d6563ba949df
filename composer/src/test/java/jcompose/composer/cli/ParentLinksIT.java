package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.OwnMachine;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Networks that are those around the host, and those that are none. */
@RequiresRoot
@RequiresCommand({"busybox", "ip", "nsenter"})
@LeavesNothing
class ParentLinksIT {
  private static final String STACK =
      """
      x-service: &service
        rootfs: ../rootfs
        stop_grace_period: 0s
        command: [sleep, '1000']
      services:
        one:
          <<: *service
          networks: {around: {ipv4_address: 192.0.2.21}}
        two:
          <<: *service
          networks: [around]
      networks:
        around:
          driver: DRIVER
          driver_opts: {parent: PARENT}
          ipam: {config: [{subnet: 192.0.2.0/24, ip_range: 192.0.2.32/28, gateway: 192.0.2.9}]}
      """;

  @Test
  void macvlan(Sandbox sandbox) {
    reachesAround(sandbox, "macvlan");
  }

  @Test
  void ipvlan(Sandbox sandbox) {
    reachesAround(sandbox, "ipvlan");
  }

  private static void reachesAround(Sandbox sandbox, String driver) {
    try (OwnMachine machine = new OwnMachine(sandbox)) {
      Jcompose jcompose = machine.jcompose(Jcompose.in(sandbox).withBusybox());
      stack(jcompose, driver, "up0");
      boolean there =
          machine.run("ip", "link", "add", "probe0", "link", "up0", "type", driver).exit() == 0;
      if (!there) {
        Result refused = jcompose.run("up", "-d");
        assertEquals(1, refused.exit());
        String message = ": the kernel lacks its module; try 'modprobe " + driver + "'\n";
        assertTrue(refused.err().startsWith("jcompose: network shop_around: "), refused.err());
        assertTrue(refused.err().endsWith(message), refused.err());
        assertEquals("", jcompose.ok("ps", "-aq"));
        return;
      }
      machine.run("ip", "link", "delete", "probe0").checked();
      jcompose.ok("up", "-d");
      String route = jcompose.ok("exec", "-T", "one", "ip", "route");
      assertTrue(route.contains("default via 192.0.2.9"), route);
      assertEquals(0, machine.outside("busybox", "ping", "-c", "1", "192.0.2.21").exit());
      String found = jcompose.ok("exec", "-T", "one", "ping", "-c", "1", "-W", "2", "two");
      assertTrue(found.matches("(?s)PING two \\(192\\.0\\.2\\.(3[2-9]|4[0-7])\\).*"), found);
      jcompose.ok("up", "-d", "--force-recreate", "one");
      assertEquals(0, machine.outside("busybox", "ping", "-c", "1", "192.0.2.21").exit());
      jcompose.ok("down");
      assertNotEquals(
          0, machine.outside("busybox", "ping", "-c", "1", "-W", "1", "192.0.2.21").exit());
      assertFalse(machine.run("ip", "link").checked().contains(driver));
    }
  }

  @Test
  void aParentThatIsNotThere(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox();
    stack(jcompose, "macvlan", "nolink9");
    Result result = jcompose.run("up", "-d");
    assertEquals(1, result.exit());
    assertTrue(
        result.err().contains("network shop_around: the host has no link 'nolink9'"), result.err());
    assertEquals("", jcompose.ok("ps", "-aq"));
    jcompose.ok("down");
  }

  @Test
  void networksThatAreTheHostsOrNone(Sandbox sandbox) {
    try (OwnMachine machine = new OwnMachine(sandbox)) {
      Jcompose jcompose =
          machine.jcompose(
              Jcompose.in(sandbox)
                  .box("networks: [hosts]")
                  .file(
                      "none.yaml",
                      """
                      services:
                        alone:
                          rootfs: ../rootfs
                          stop_grace_period: 0s
                          command: [sleep, '1000']
                          networks: [nothing]
                      networks:
                        hosts: {driver: host}
                        nothing: {driver: none}
                      """));
      jcompose.ok("-f", "compose.yaml", "-f", "none.yaml", "up", "-d");
      String links = "ls /proc/sys/net/ipv4/conf";
      assertEquals(
          machine.run("sh", "-c", links).out(),
          jcompose.ok("exec", "-T", "box", "sh", "-c", links));
      assertTrue(jcompose.ok("exec", "-T", "box", "ip", "addr").contains("192.0.2.1/24"));
      String alone = jcompose.ok("exec", "-T", "alone", "ls", "/sys/class/net");
      assertEquals("lo\n", alone);
      jcompose.ok("down");
    }
  }

  private static void stack(Jcompose jcompose, String driver, String parent) {
    jcompose.file("compose.yaml", STACK.replace("DRIVER", driver).replace("PARENT", parent));
  }
}
