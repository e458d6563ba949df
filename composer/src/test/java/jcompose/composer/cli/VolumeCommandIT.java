package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code volume}, and which containers commands choose. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class VolumeCommandIT {
  private static Jcompose stack(Sandbox sandbox) {
    return Jcompose.in(sandbox)
        .withBusybox()
        .file(
            "compose.yaml",
            """
            services:
              box:
                rootfs: ../rootfs
                network_mode: none
                stop_grace_period: 0s
                command: [sh, -c, "echo hello; exec sleep 1000 # a long comment that is cut off"]
                volumes: ['data:/data', 'mine:/mine', /anonymous]
            volumes: {data: {}, mine: {name: mine, external: true}}
            """);
  }

  @Test
  void aVolumeIsMadeUsedAndRemoved(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox);
    assertEquals("mine\n", jcompose.ok("volume", "create", "--label", "a=b", "mine"));
    assertTrue(jcompose.ok("volume", "inspect", "mine").contains("\"a\" : \"b\""));
    jcompose.ok("up", "-d");
    String list = jcompose.ok("volume", "ls");
    assertTrue(list.contains("local    mine"), list);
    assertTrue(list.lines().anyMatch(line -> line.matches("local +shop_data +shop")), list);

    Result used = jcompose.run("volume", "rm", "mine", "shop_data");
    assertEquals(1, used.exit());
    assertTrue(used.err().contains("volume 'mine' is used by container shop-box-1"), used.err());
    assertEquals("", jcompose.ok("volume", "prune", "-a", "-f"), "all are used");

    jcompose.ok("down");
    assertEquals(1, jcompose.ok("volume", "prune", "-f").lines().count(), "the nameless one");
    Result wrong = jcompose.run("volume", "rm", "mine", "shop_dat");
    assertTrue(wrong.err().contains("no volume 'shop_dat'; did you mean 'shop_data'?"));
    assertEquals("mine\nshop_data\n", jcompose.ok("volume", "ls", "-q"), "all or none");
    assertEquals(2, jcompose.run("volume", "prune").exit(), "nobody can be asked");
    jcompose.ok("volume", "rm", "-f", "gone", "mine");
    assertEquals("shop_data\n", jcompose.ok("volume", "prune", "-a", "-f"));
  }

  @Test
  void oneOfAServicesContainersIsChosen(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox);
    jcompose.ok("volume", "create", "mine");
    jcompose.ok("up", "-d");
    assertEquals("1\n", jcompose.ok("exec", "-T", "--index", "1", "box", "echo", "1"));
    Result second = jcompose.run("exec", "-T", "--index", "2", "box", "echo", "1");
    assertEquals(1, second.exit());
    assertTrue(second.err().contains("service 'box' has no container 2, only 1"), second.err());
    assertEquals("box  | hello\n", jcompose.ok("logs", "--index", "1", "box"));
    assertEquals(2, jcompose.run("logs", "--index", "1").exit());
    assertEquals(1, jcompose.run("port", "--index", "3", "box", "80").exit());
    assertEquals(2, jcompose.run("port", "--index", "x", "box", "80").exit());

    assertTrue(jcompose.ok("ps", "--no-trunc").contains("# a long comment that is cut off\""));
    assertEquals("", jcompose.ok("ps", "-q", "--filter", "status=exited"));
    assertEquals(1, jcompose.ok("ps", "-q", "--filter", "status=running").lines().count());
    assertEquals(2, jcompose.run("ps", "--filter", "name=x").exit());
    jcompose.file("compose.yaml", "services: {other: {rootfs: ../rootfs}}");
    assertEquals(1, jcompose.ok("ps", "-q").lines().count());
    assertEquals("", jcompose.ok("ps", "-q", "--orphans=false"));
    jcompose.ok("down", "-v");
    jcompose.ok("volume", "rm", "mine");
  }
}
