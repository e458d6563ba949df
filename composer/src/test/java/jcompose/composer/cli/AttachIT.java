package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code attach} to real containers. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class AttachIT {
  @Test
  void outputInputSignalsAndTheEndAreTheContainers(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                services:
                  box:
                    rootfs: ../rootfs
                    network_mode: none
                    stdin_open: true
                    stop_grace_period: 0s
                    command:
                      - sh
                      - -c
                      - |
                        trap 'printf "[signal] "' USR1
                        trap 'printf "[alarm] "' ALRM
                        echo before
                        while :; do
                          if read line; then
                            printf "<$$line> "; echo "err $$line" >&2
                            [ "$$line" != end ] || exit 7
                          fi
                        done
                """);
    jcompose.ok("up", "-d");
    Path input = jcompose.folder().resolve("input");
    Files.writeString(input, "");
    Jcompose piped =
        jcompose.through("sh", "-c", "tail -n +1 -f " + input + " --pid $$ | exec \"$@\"", "sh");
    try (Running attached = piped.start("attach", "box");
        Running watching = jcompose.start("attach", "--no-stdin", "--sig-proxy=false", "box")) {
      Files.writeString(input, "one\n");
      attached.awaitOutput("<one> ");
      attached.awaitOutput("err one");
      while (!watching.out().contains("[signal] ")) {
        jcompose.ok("kill", "-s", "USR1", "box");
      }
      watching.signal("INT");
      assertEquals(130, watching.exit());
      assertEquals("box\n", jcompose.ok("ps", "--services"));
    }
    try (Running attached = jcompose.start("attach", "--no-stdin", "box")) {
      while (!attached.out().contains("[signal] ")) {
        jcompose.ok("kill", "-s", "USR1", "box");
      }
      attached.signal("ALRM");
      attached.awaitOutput("[alarm] ");
      Files.writeString(sandbox.directories().containerRun(id(jcompose)).resolve("stdin"), "end\n");
      assertEquals(7, attached.exit());
      assertTrue(attached.out().endsWith("<end> "), attached.out());
      assertFalse(attached.out().contains("before"), attached.out());
    }
    Result ended = jcompose.run("attach", "box");
    assertTrue(ended.err().contains("service 'box' is not running"), ended.err());
    assertEquals(2, jcompose.run("attach", "--detach-keys", "ctrl-c", "box").exit());
    jcompose.ok("down");
  }

  private static String id(Jcompose jcompose) {
    return jcompose.ok("ps", "-q", "box").strip();
  }
}
