package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code export}: a container's files as one archive. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ExportIT {
  @Test
  void hasWhatTheImageHasAndTheContainerChanged(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                services:
                  box:
                    rootfs: ../rootfs
                    stop_grace_period: 0s
                    volumes: [data:/data]
                    command: [sleep, '1000']
                  host:
                    rootfs: /
                    stop_grace_period: 0s
                    command: [sleep, '1000']
                volumes: {data: {}}
                """);
    jcompose.ok("up", "-d");
    jcompose.inside(
        "box", "sh", "-c", "rm /etc/group && echo x > /data/inner && echo made > /tmp/made");
    jcompose.ok("export", "-o", "running.tar", "box");
    jcompose.through("sh", "-c", "exec \"$@\" > stdout.tar", "sh").ok("export", "box");
    HostCommand.Result none = jcompose.run("export", "host");
    assertEquals(1, none.exit());
    assertTrue(none.err().contains("the host's own files"), none.err());
    jcompose.ok("stop");
    jcompose.ok("export", "-o", "stopped.tar", "box");
    for (String file : List.of("running.tar", "stdout.tar", "stopped.tar")) {
      String path = jcompose.folder().resolve(file).toString();
      List<String> names = HostCommand.run("tar", "-tf", path).checked().lines().toList();
      assertTrue(
          names.containsAll(
              List.of("./", "bin/busybox", "tmp/made", "data/", "proc/", "etc/passwd")),
          names.toString());
      assertFalse(names.contains("etc/group") || names.contains("data/inner"), names.toString());
      String made = HostCommand.run("tar", "-xOf", path, "tmp/made").checked();
      assertEquals("made", made.strip());
    }
    jcompose.ok("down", "-v");
    assertEquals(1, jcompose.run("export", "-o", "gone.tar", "box").exit());
    assertFalse(Files.exists(jcompose.folder().resolve("gone.tar")));
  }
}
