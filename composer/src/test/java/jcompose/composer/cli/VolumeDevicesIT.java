package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** Volumes with {@code driver_opts}. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class VolumeDevicesIT {
  private static final String TWO =
      """
      services:
        one:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          volumes: ['v:/v']
        two:
          rootfs: ../rootfs
          command: [sleep, '1000']
          stop_grace_period: 0s
          volumes: ['v:/data:ro']
      volumes:
        v: {driver: local, driver_opts: {type: tmpfs, device: tmpfs, o: 'size=1m,mode=0750,noexec'}}
      """;

  private static Jcompose stack(Sandbox sandbox, String file) {
    return Jcompose.in(sandbox).withBusybox().file("d/there", "kept\n").file("compose.yaml", file);
  }

  private static String mountsOfTheHost() {
    return HostCommand.run("cat", "/proc/self/mountinfo").out();
  }

  @Test
  void aFolderOfTheHostKeepsItsContent(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        stack(
            sandbox,
            """
            services:
              box:
                rootfs: ../rootfs
                command: [sh, -c, 'cat /v/there; touch /v/new; ! touch /ro/x 2>&1']
                volumes: ['v:/v', 'w:/ro']
            volumes:
              v: {driver_opts: {type: none, o: bind, device: ./d}}
              w: {driver_opts: {type: none, o: 'bind,ro', device: ./d}}
            """);
    Result up = jcompose.run("up");
    jcompose.ok("down", "-v");
    assertEquals(0, up.exit(), up.err());
    assertTrue(up.out().contains("| kept\n"), up.out());
    assertTrue(up.out().contains("/ro/x: Read-only file system"), up.out());
    assertEquals("kept\n", Files.readString(jcompose.folder().resolve("d/there")));
    assertTrue(Files.exists(jcompose.folder().resolve("d/new")));
  }

  @Test
  void memoryIsSharedWhileItIsUsed(Sandbox sandbox) {
    String before = mountsOfTheHost().replaceAll("(?m)^.* - nsfs nsfs rw\\R?", "");
    Jcompose jcompose = stack(sandbox, TWO);
    jcompose.ok("up", "-d");
    try {
      jcompose.ok("exec", "-T", "one", "sh", "-c", "echo shared > /v/x");
      assertEquals("shared\n", jcompose.ok("exec", "-T", "two", "cat", "/data/x"));
      assertEquals(1, jcompose.run("exec", "-T", "two", "touch", "/data/y").exit());
      String mount = jcompose.ok("exec", "-T", "one", "grep", " /v ", "/proc/mounts");
      assertTrue(mount.startsWith("tmpfs /v tmpfs rw,noexec,"), mount);
      assertTrue(mount.contains("size=1024k,mode=750"), mount);
      assertEquals(before, mountsOfTheHost().replaceAll("(?m)^.* - nsfs nsfs rw\\R?", ""));
    } finally {
      jcompose.ok("down", "-v");
    }
  }

  @Test
  void memoryIsFoundAgainAfterAKill(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, TWO);
    jcompose.ok("up", "-d", "two");
    try {
      HostCommand.run("kill", "-9", Long.toString(jcompose.supervisor("shop"))).checked();
      jcompose.ok("up", "-d");
      jcompose.ok("exec", "-T", "one", "sh", "-c", "echo found > /v/x");
      assertEquals("found\n", jcompose.ok("exec", "-T", "two", "cat", "/data/x"));
    } finally {
      jcompose.ok("down", "-v");
    }
  }

  @Test
  void memoryIsForgottenWhenNobodyUsesIt(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, TWO);
    jcompose.ok("up", "-d", "one");
    try {
      jcompose.ok("exec", "-T", "one", "touch", "/v/x");
      HostCommand.run("kill", "-9", Long.toString(jcompose.pid("one"))).checked();
      jcompose.awaitEnd("one");
      jcompose.ok("up", "-d", "one");
      assertEquals("", jcompose.ok("exec", "-T", "one", "ls", "/v"));
    } finally {
      jcompose.ok("down", "-v");
    }
  }

  @Test
  void aFailureNamesTheCallAndWhatToLookAt(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            """
            services:
              box: {rootfs: ../rootfs, command: ['true'], volumes: ['v:/v', 'w:/w']}
            volumes:
              v: {driver_opts: {type: nfs, device: ':/x', o: 'addr=127.0.0.1,ro,nolock,soft,retry=0'}}
              w: {driver_opts: {type: none, device: ./missing, o: bind}}
            """);
    Result up = jcompose.run("up");
    assertEquals(1, up.exit());
    assertTrue(
        up.err()
            .contains(
                "compose.yaml:5:3: volumes.w.driver_opts: device "
                    + jcompose.folder().resolve("missing")
                    + " does not exist; create it"),
        up.err());
    jcompose.file("missing/file", "");
    up = jcompose.run("up");
    jcompose.ok("down", "-v");
    assertEquals(1, up.exit());
    Path data = sandbox.directories().volumes().resolve("shop_v/_data");
    assertTrue(
        up.err().contains("volume 'shop_v': mount(\":/x\", \"" + data + "\", \"nfs\", "), up.err());
    assertTrue(up.err().contains("is the server"), up.err());
    assertTrue(up.err().contains("modprobe nfs"), up.err());
  }

  @Test
  void anotherDeviceIsRefused(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, TWO);
    jcompose.ok("up", "-d");
    try {
      jcompose.file("compose.yaml", TWO.replace("size=1m", "size=2m"));
      Result up = jcompose.run("up", "-d", "--force-recreate");
      assertEquals(1, up.exit());
      assertTrue(
          up.err().contains("exists and was made with others; remove it with 'down -v' first"),
          up.err());
    } finally {
      jcompose.ok("down", "-v");
    }
  }
}
