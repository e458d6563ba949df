package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class UpIT {
  private static final String TWO =
      """
      services:
        web:
          rootfs: ../rootfs
          command: [sh, -c, 'echo web up; exec sleep 1000']
          stop_grace_period: 0s
          depends_on: [db]
        db:
          rootfs: ../rootfs
          command: [sh, -c, 'echo db up; exec sleep 1000']
          stop_grace_period: 0s
      """;

  @Test
  void foregroundShowsPrefixedLinesAndEndsWithTheServices(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "stack.yml",
                """
                services:
                  a:
                    rootfs: ../rootfs
                    command: [echo, hello]
                  long-name:
                    rootfs: ../rootfs
                    command: [sh, -c, 'echo one; echo two >&2']
                    depends_on: [a]
                """);
    Result result = jcompose.run("up", "stack.yml");
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().sorted().toList();
    assertEquals(List.of("a          | hello", "long-name  | one", "long-name  | two"), lines);
    assertTrue(result.err().contains("a exited with code 0"), result.err());
    assertTrue(jcompose.ok("ps", "-a").contains("Exited (0)"));
    jcompose.ok("down");
    assertEquals("", jcompose.ok("ps", "-a", "-q"));
  }

  @Test
  void detachedStackRunsUntilDown(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    Result up = jcompose.run("up", "-d");
    assertEquals(0, up.exit(), up.err());
    assertTrue(
        up.err().indexOf("shop-db-1  Started") < up.err().indexOf("shop-web-1  Started"), up.err());
    String ps = jcompose.ok("ps");
    assertTrue(ps.contains("shop-web-1") && ps.contains("shop-db-1"), ps);
    assertEquals(2, Arrays.stream(ps.split("\n")).filter(line -> line.contains("Up")).count());
    Result again = jcompose.run("up", "-d");
    assertTrue(again.err().contains("shop-web-1  Running"), again.err());
    assertFalse(again.err().contains("Started"), again.err());
    Result down = jcompose.run("down");
    assertTrue(
        down.err().indexOf("shop-web-1  Removed") < down.err().indexOf("shop-db-1  Removed"),
        down.err());
  }

  @Test
  void changedServiceIsMadeAnewAndOthersAreKept(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    jcompose.ok("up", "-d");
    String db = jcompose.ok("ps", "-q", "db");
    String web = jcompose.ok("ps", "-q", "web");
    jcompose.file("compose.yaml", TWO.replace("echo web up", "echo web changed"));
    String second = jcompose.run("up", "-d").err();
    assertEquals(db, jcompose.ok("ps", "-q", "db"), second);
    assertFalse(jcompose.ok("ps", "-q", "web").equals(web));
    assertTrue(jcompose.ok("logs", "web").contains("web changed"));
    jcompose.ok("down");
  }

  @Test
  void downOfAServiceLeavesTheOthersRunning(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    jcompose.ok("up", "-d");
    jcompose.ok("down", "web");
    assertEquals("db\n", jcompose.ok("ps", "-a", "--services"));
    jcompose.ok("up", "-d");
    jcompose.ok("down");
  }

  @Test
  void brokenNewFileLeavesWhatRunsUntouched(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box();
    jcompose.ok("up", "-d");
    String id = jcompose.ok("ps", "-q");
    jcompose.box(
        "user: nobody-here",
        "cpuset: '0-9999'",
        "devices: [/dev/no-such-device, /etc/passwd]",
        "conf: {hosts: ./nowhere}");
    Result up = jcompose.run("up", "-d");
    assertEquals(1, up.exit());
    assertFalse(up.err().contains("Stopping"), up.err());
    List<String> expected =
        List.of(
            "compose.yaml:9:12: services.box.conf.hosts: ",
            "compose.yaml:6:5: services.box.user: no user 'nobody-here'",
            "compose.yaml:8:15: services.box.devices[0]: device /dev/no-such-device does not exist",
            "compose.yaml:8:36: services.box.devices[1]: device /etc/passwd is not a device node",
            "compose.yaml:7:5: services.box.cpuset: this machine has no processor ");
    expected.forEach(words -> assertTrue(up.err().contains(words), up.err()));
    assertEquals(5, up.err().lines().count(), up.err());
    jcompose.file("compose.yaml", "services: {box: {rootfs: ../no-such-folder, command: [ls]}}");
    Result moved = jcompose.run("up", "-d");
    assertTrue(moved.err().contains("compose.yaml:1:18: services.box.rootfs: "), moved.err());
    assertEquals(id, jcompose.ok("ps", "-q"));
    jcompose.ok("down");
  }

  @Test
  void volumeOfTwoServicesIsMadeAndToldOnce(Sandbox sandbox) {
    String service = "{rootfs: ../rootfs, command: ['true'], volumes: ['data:/data']}";
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                "services: {a: S, b: S, c: S}\nvolumes: {data: }\n".replace("S", service));
    Result up = jcompose.run("up", "-d");
    assertEquals(2, up.err().split("Volume shop_data  Created", -1).length, up.err());
    jcompose.ok("down", "-v");
  }

  @Test
  void fileComesFromStandardInput(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file("given", "services: {box: {rootfs: ../rootfs, command: [echo, hello]}}\n");
    String command = String.join(" ", jcompose.command("-f", "-", "up"));
    Result up =
        HostCommand.run(
            sandbox.environment(), jcompose.folder(), List.of("sh", "-c", command + " < given"));
    assertEquals("box  | hello\n", up.out(), up.err());
    Result wrong =
        HostCommand.run(
            sandbox.environment(),
            jcompose.folder(),
            List.of("sh", "-c", "echo 'services: 3' | " + command));
    assertEquals(
        "-:1:11: services: must be a mapping, not a number", wrong.err().lines().findFirst().get());
    jcompose.ok("-p", "shop", "down");
  }

  @Test
  void orphanIsNamedAndRemovedOnRequest(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    jcompose.ok("up", "-d");
    jcompose.file("compose.yaml", TWO.substring(0, TWO.indexOf("  db:")).replace("[db]", "[]"));
    Result up = jcompose.run("up", "-d");
    assertTrue(up.err().contains("shop-db-1"), up.err());
    jcompose.ok("up", "-d", "--remove-orphans");
    assertEquals("web\n", jcompose.ok("ps", "--services"));
    jcompose.ok("down");
  }

  @Test
  void interruptStopsTheStack(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("web up");
      up.signal("INT");
      assertEquals(130, up.exit(), up.err());
    }
    assertEquals("", jcompose.ok("ps", "-q"));
    jcompose.ok("down");
  }

  @Test
  void secondInterruptKills(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                services:
                  stubborn:
                    rootfs: ../rootfs
                    command: [sh, -c, 'trap "" TERM; echo ready; while :; do sleep 1; done']
                    stop_grace_period: 10m
                """);
    try (Running up = jcompose.start("up")) {
      up.awaitOutput("ready");
      up.signal("INT");
      up.awaitOutput("stopping");
      up.signal("INT");
      assertEquals(130, up.exit(), up.err());
    }
    jcompose.ok("down");
  }

  @Test
  void exitCodeFromGivesTheServicesOwn(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                services:
                  server:
                    rootfs: ../rootfs
                    command: [sleep, '1000']
                    stop_grace_period: 0s
                  check:
                    rootfs: ../rootfs
                    command: [sh, -c, exit 3]
                """);
    assertEquals(3, jcompose.run("up", "--exit-code-from", "check").exit());
    jcompose.ok("down");
  }

  @Test
  void nameOfAnotherFolderIsRefusedWithAHint(Sandbox sandbox) {
    Jcompose first = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    Jcompose second = Jcompose.in(sandbox, "other").file("compose.yaml", "name: shop\n" + TWO);
    first.ok("up", "-d");
    Result refused = second.run("up", "-d");
    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("already used by " + first.folder()), refused.err());
    assertTrue(refused.err().contains("-p"), refused.err());
    assertEquals(1, second.run("down").exit());
    first.ok("down");
  }

  @Test
  void twoCommandsAtOnceBringOneStackUp(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox().file("compose.yaml", TWO);
    try (Running one = jcompose.start("up", "-d");
        Running two = jcompose.start("up", "-d")) {
      assertEquals(0, one.exit(), one.err());
      assertEquals(0, two.exit(), two.err());
    }
    assertEquals(2, jcompose.ok("ps", "-q").lines().count());
    jcompose.ok("down");
  }
}
