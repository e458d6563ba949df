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

/** What the long syntax of volumes, {@code shm_size}, {@code ipc} and others are inside. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class VolumeOptionsIT {
  private static final String SHOW =
      "awk '$$5 ~ \"^(/a|/b|/c|/dev/shm)$$\" {print $$5, $$6}' /proc/self/mountinfo";

  private static Jcompose stack(Sandbox sandbox, String services) {
    return Jcompose.in(sandbox)
        .withBusybox()
        .file("d/in/file", "inside\n")
        .file("compose.yaml", "services:\n" + services);
  }

  private static String ups(Jcompose jcompose) {
    Result result = jcompose.run("up");
    jcompose.ok("down", "-v");
    assertEquals(0, result.exit(), result.err());
    return result.out();
  }

  @Test
  void bindsAreWhatTheirOptionsSay(Sandbox sandbox) {
    String out =
        ups(
            stack(
                sandbox,
                """
                  box:
                    rootfs: ../rootfs
                    command: ["sh", "-c", "%s"]
                    shm_size: 1m
                    volumes:
                      - {type: bind, source: ./d, target: /a, read_only: true, bind: {recursive: disabled}}
                      - {type: bind, source: ./d, target: /b, bind: {recursive: writable}, read_only: true}
                      - {type: bind, source: ./new/folder, target: /c, bind: {propagation: rprivate}}
                """
                    .replace("%s", SHOW.replace("\"", "\\\""))));
    assertEquals(
        """
        box  | /a ro,relatime
        box  | /b ro,relatime
        box  | /c rw,relatime
        box  | /dev/shm rw,nosuid,nodev,noexec,relatime
        """,
        out);
  }

  @Test
  void aPartOfAVolumeMustBeThere(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            """
              box:
                rootfs: ../rootfs
                command: [cat, /part/file]
                volumes:
                  - {type: volume, source: v, target: /part, volume: {subpath: in, labels: {k: v}}}
            volumes: {v: {}}
            """);
    Result result = jcompose.run("up");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains("subpath 'in' of "), result.err());
    assertTrue(result.err().contains("does not exist; make it first"), result.err());
    jcompose.ok("down", "-v");
  }

  @Test
  void anotherServicesVolumesAndMemory(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            """
              owner:
                rootfs: ../rootfs
                command: [sh, -c, 'echo mine > /own/x; echo shm > /dev/shm/x; exec sleep 1000']
                ipc: shareable
                stop_grace_period: 0s
                volumes: ['/own', './d:/data', 'v:/named']
              reader:
                rootfs: ../rootfs
                command: [sleep, '1000']
                stop_grace_period: 0s
                ipc: service:owner
                volumes_from: ['owner:ro']
            volumes: {v: {}}
            """);
    jcompose.ok("up", "-d");
    try {
      jcompose.ok(
          "exec", "-T", "owner", "sh", "-c", "while ! [ -s /dev/shm/x ]; do sleep 0.1; done");
      assertEquals(
          "mine\nshm\ninside\n/named\n",
          jcompose.ok(
              "exec",
              "-T",
              "reader",
              "sh",
              "-c",
              "cat /own/x /dev/shm/x /data/in/file; ls -d /named"));
      assertEquals(1, jcompose.run("exec", "-T", "reader", "touch", "/own/y").exit());
    } finally {
      jcompose.ok("down", "-v");
    }
  }

  @Test
  void noSharedMemory(Sandbox sandbox) {
    String out =
        ups(
            stack(
                sandbox,
                """
                  box:
                    rootfs: ../rootfs
                    command: [sh, -c, 'ls -d /dev/shm || true; echo gone']
                    ipc: none
                """));
    assertTrue(out.contains("No such file"), out);
    assertTrue(out.contains("gone"), out);
  }

  @Test
  void usersOfItsOwnWithItsVolumes(Sandbox sandbox) {
    Jcompose jcompose =
        stack(
            sandbox,
            """
              box:
                rootfs: ../rootfs
                command: [sh, -c, 'touch /v/x; exec sleep 1000']
                stop_grace_period: 0s
                namespaces: {user: {uid: '0:100000:65536'}}
                volumes: ['v:/v', './d:/d']
            volumes: {v: {}}
            """);
    jcompose.ok("up", "-d");
    try {
      assertEquals(
          "0 100000 65536\n0\n0\ninside\n",
          jcompose.ok(
              "exec",
              "-T",
              "box",
              "sh",
              "-c",
              "echo $(cat /proc/self/uid_map); stat -c %u /v/x /d/in; cat /d/in/file"));
    } finally {
      jcompose.ok("down", "-v");
    }
  }
}
