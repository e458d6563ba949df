package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Network namespaces are mounts of the machine, whoever makes them. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("unshare")
@LeavesNothing
class NamespaceMountsIT {
  /** As a supervisor, whose own mounts go with it. */
  @Test
  void namespacesOutliveAProcessWithMountsOfItsOwn(Sandbox sandbox) throws Exception {
    // where they are hidden, a supervisor is handed its caller's mounts: NetworkLifeIT
    assumeTrue(seesMountsOfInit(), "the first process's mounts are hidden here, not in the vm");
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "slave"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Maker.class.getName());
    command.add(sandbox.directories().root().toString());
    command.add(sandbox.directories().run().toString());
    HostCommand.Result made = HostCommand.run(command.toArray(String[]::new));
    assertEquals("lo\n", made.out(), made.err());
    try (Networks networks = Networks.open(sandbox.directories())) {
      assertEquals(List.of("web-1"), networks.namespaces("demo"));
      String links = networks.inside("demo", "web-1", Maker::links);
      assertEquals("lo\n", links);
      networks.removeProject("demo");
      assertEquals(List.of(), networks.namespaces("demo"));
    }
  }

  private static boolean seesMountsOfInit() {
    try {
      Files.readSymbolicLink(Path.of("/proc/1/ns/mnt"));
      return Files.isReadable(Path.of("/proc/1/root/tmp"));
    } catch (IOException hidden) {
      return false;
    }
  }

  /** Makes a namespace, tells what is in it, and ends. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] args) {
      EngineDirectories directories = new EngineDirectories(Path.of(args[0]), Path.of(args[1]));
      try (Networks networks = Networks.open(directories)) {
        networks.namespace("demo", "web-1");
        System.out.print(networks.inside("demo", "web-1", Maker::links));
      }
    }

    /** The names of the links of the namespace that the thread is in. */
    static String links() throws IOException {
      StringBuilder names = new StringBuilder();
      for (String line : Files.readAllLines(Path.of("/proc/thread-self/net/dev"))) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          names.append(line, 0, colon).append('\n');
        }
      }
      return names.toString().replace(" ", "");
    }
  }
}
