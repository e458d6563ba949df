package jcompose.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is said where the machine allows no namespace of a kind. */
@RequiresRoot
@RequiresCommand("unshare")
@LeavesNothing
class NamespaceLimitsIT {
  private static final String LIMIT =
      "ENOSPC (No space left on device): the limit of namespaces is reached, 0 forbids them; raise"
          + " the sysctl user.max_";

  /** In a user namespace, whose limits are its own: the machine's stay as they are. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NETWORK"}) // which is made ahead
  void namesTheSysctl(NamespaceType type) {
    String expected =
        switch (type) {
          case CGROUP -> "box: unshare(CGROUP): " + LIMIT + "cgroup_namespaces";
          case TIME -> "unshare(TIME): " + LIMIT + "time_namespaces";
          default -> "box: clone3: " + LIMIT + "user_namespaces or its neighbour of another kind";
        };
    assertEquals(expected, launch(type, "0"));
    assertEquals("", launch(type, "100"), "it is the limit that forbids them");
  }

  private static String launch(NamespaceType type, String limit) {
    String script =
        "echo " + limit + " > /proc/sys/user/max_" + type.procName() + "_namespaces && exec \"$@\"";
    return HostCommand.run(
            Map.of(),
            Path.of(""),
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LaunchOnce.class.getName(),
                type.name()))
        .checked();
  }
}
