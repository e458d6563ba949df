package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.Test;

/**
 * Containers that end at once and are deleted at once: on v1 the thread that made the process may
 * still be in its cgroups then, and with the thread this process.
 */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ShortLivesIT {
  private static final int LIVES = 300;

  @Test
  void deletedWhileTheyEnd(Sandbox sandbox) {
    try (EngineFixture fixture = new EngineFixture(sandbox)) {
      for (int i = 0; i < LIVES; i++) {
        Container container = fixture.start(Specs.shell(fixture.busybox, "true"));
        if (i % 2 == 0) {
          container.kill();
        }
        container.delete();
      }
      assertEquals(0, ContainerEngine.list(fixture.directories).size());
    }
  }
}
