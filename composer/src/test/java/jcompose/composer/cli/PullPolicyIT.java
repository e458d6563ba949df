package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When {@code up} asks a registry, and for which of an image's kinds. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class PullPolicyIT {
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final TestImages images = new TestImages(registry, "app");

  @AfterEach
  void stop() {
    registry.close();
  }

  private Jcompose stack(Sandbox sandbox, String... lines) {
    images.push("1", TestImages.OCI, "{}", TestImages.busybox());
    registry.script(request -> false);
    return Jcompose.in(sandbox)
        .file(
            "compose.yaml",
            "services:\n  a:\n    image: "
                + registry.address()
                + "/app:1\n    command: [echo, ran]\n"
                + String.join("\n", lines).indent(4));
  }

  /** How often a round of {@code up} and {@code down} asks for the image's manifest. */
  private int asked(Jcompose jcompose) {
    int before = registry.requests("/manifests/1").size();
    assertEquals("a  | ran\n", jcompose.ok("up"));
    jcompose.ok("down");
    return registry.requests("/manifests/1").size() - before;
  }

  @Test
  void neverAsks(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, "pull_policy: never");
    Result up = jcompose.run("up");
    assertEquals(1, up.exit());
    assertTrue(up.err().contains("compose.yaml:3:"), up.err());
    assertEquals(0, registry.requests("/manifests/").size());
    jcompose.ok("pull");
    assertEquals(0, asked(jcompose));
  }

  @Test
  void asksWhenItIsMissingOrAlways(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, "pull_policy: if_not_present");
    assertTrue(asked(jcompose) > 0);
    assertEquals(0, asked(jcompose));
    jcompose = stack(sandbox, "pull_policy: always");
    assertTrue(asked(jcompose) > 0);
    assertTrue(asked(jcompose) > 0);
  }

  @Test
  void asksAgainAfterATime(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, "pull_policy: every_1d12h");
    assertTrue(asked(jcompose) > 0);
    assertEquals(0, asked(jcompose));
    String kept = sandbox.directories().root().resolve("images").toString();
    HostCommand.run("find", kept, "-exec", "touch", "-d", "37 hours ago", "{}", "+").checked();
    assertTrue(asked(jcompose) > 0);
    assertEquals(0, asked(jcompose));
  }

  @Test
  void asksForThePlatformThatTheFileNames(Sandbox sandbox) {
    Jcompose jcompose = stack(sandbox, "platform: linux/amd64");
    assertTrue(asked(jcompose) > 0);
    images.push("1", TestImages.OCI, "arm64", "{}", TestImages.busybox());
    assertEquals(0, asked(jcompose));
    jcompose = stack(sandbox, "platform: linux/arm64");
    images.push("1", TestImages.OCI, "arm64", "{}", TestImages.busybox());
    registry.script(request -> false);
    int before = registry.requests("/manifests/1").size();
    jcompose.run("up");
    jcompose.ok("down");
    assertTrue(registry.requests("/manifests/1").size() > before);
  }
}
