package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** The supervisor's birth. */
@RequiresRoot
@LeavesNothing
class HostProcessIT {
  @Test
  void outlivesItsParentWithAReadonlyJava(Sandbox sandbox) throws IOException {
    Path home = Files.createDirectory(sandbox.folder().resolve("jdk"));
    Files.writeString(home.resolve("release"), "x");
    Path log = sandbox.folder().resolve("log");
    String script =
        "echo $A; echo y > "
            + home
            + "/release; grep -c "
            + home
            + " /proc/self/mounts;"
            + " echo $(ls /proc/self/fd); exit 9";
    long pid =
        HostProcess.spawnSupervisor(
            home, List.of("/bin/sh", "-c", script), Map.of("A", "b", "PATH", "/bin"), log);
    try (Descriptor process = Descriptor.process((int) pid)) {
      assertEquals(9, ProcessEnd.await(process.number()).code());
    }
    String output = Files.readString(log);
    assertTrue(output.startsWith("b\n"), output);
    assertTrue(output.contains("Read-only file system"), output);
    assertTrue(output.endsWith("1\n0 1 2 3 4\n"), output);
    assertEquals("x", Files.readString(home.resolve("release")));
  }
}
