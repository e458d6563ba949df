package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** A container that somebody has paused is let go on to hear the signal that stops it. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class PausedStopIT {
  private static final int ID = 64;
  private static final String SCRIPT =
      "trap 'echo heard >> /share/log; exit 0' TERM; echo ready >> /share/log;"
          + " while :; do sleep 0.1; done";

  @Test
  void downLetsItGoOnAndStopsIt(Sandbox sandbox) throws IOException {
    Jcompose jcompose = paused(sandbox);
    jcompose.ok("down");
    assertEquals("ready\nheard\n", Files.readString(log(jcompose)));
  }

  /** What is to be replaced is stopped in the same way. */
  @Test
  void upReplacesIt(Sandbox sandbox) throws IOException {
    Jcompose jcompose = paused(sandbox);
    jcompose.file(
        "compose.yaml",
        Files.readString(jcompose.folder().resolve("compose.yaml")) + "    environment: {A: b}\n");
    jcompose.ok("up", "-d");
    assertTrue(Files.readString(log(jcompose)).startsWith("ready\nheard\n"));
    jcompose.ok("down");
  }

  private static Path log(Jcompose jcompose) {
    return jcompose.folder().resolve("share/log");
  }

  private static Jcompose paused(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox).withBusybox();
    Files.createDirectories(jcompose.folder().resolve("share"));
    jcompose.file(
        "compose.yaml",
        """
        services:
          box:
            rootfs: ../rootfs
            stop_grace_period: 1h
            volumes: ['./share:/share']
            command: [sh, -c, "SCRIPT"]
        """
            .replace("SCRIPT", SCRIPT.replace("$", "$$")));
    jcompose.ok("up", "-d");
    jcompose.ok("exec", "-T", "box", "sh", "-c", "until [ -s /share/log ]; do sleep 0.1; done");
    Path freezer = freezer(sandbox);
    boolean legacy = freezer.endsWith("freezer.state");
    Files.writeString(freezer, legacy ? "FROZEN" : "1");
    return jcompose;
  }

  /** The file that pauses the only container, of version 1 or 2, whichever this machine has. */
  private static Path freezer(Sandbox sandbox) throws IOException {
    String parent = "/" + sandbox.directories().cgroupParent() + "/";
    try (Stream<Path> files = Files.walk(Path.of("/sys/fs/cgroup"), 4)) {
      List<Path> freezers =
          files
              .filter(file -> file.endsWith("freezer.state") || file.endsWith("cgroup.freeze"))
              .filter(file -> file.toString().contains(parent))
              .filter(file -> file.getName(file.getNameCount() - 2).toString().length() == ID)
              .toList();
      assertFalse(freezers.isEmpty(), "no freezer");
      return freezers.get(0);
    }
  }
}
