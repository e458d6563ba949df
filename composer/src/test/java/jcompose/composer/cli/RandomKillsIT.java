package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/**
 * Pulls that are killed at any moment: {@code -Djcompose.kills=100} for more of them, {@code
 * -Djcompose.seed=N} for the same ones again.
 */
@RequiresRoot
@RequiresCommand({"docker-registry"})
@LeavesNothing
class RandomKillsIT {
  private static final int KILLS = Integer.getInteger("jcompose.kills", 12);

  private static TestArchive layer(Random random, int number) {
    TestArchive layer = new TestArchive();
    for (int i = 0; i < 400; i++) {
      byte[] noise = new byte[1 + random.nextInt(40_000)];
      random.nextBytes(noise);
      layer.entry('0', "folder" + number + "/file" + i, "", noise);
    }
    return layer;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void theNextPullSucceedsAndTheStoreVerifies(Sandbox sandbox) throws IOException {
    long seed = Long.getLong("jcompose.seed", System.nanoTime());
    Random random = new Random(seed);
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestImages images = new TestImages(registry, "app");
      images.push("1", TestImages.OCI, "{}", layer(random, 1), layer(random, 2), layer(random, 3));
      String image = registry.address() + "/app:1";
      Jcompose jcompose = Jcompose.in(sandbox);
      long start = System.nanoTime();
      jcompose.ok("image", "pull", image);
      long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      int died = 0;
      for (int i = 0; i < KILLS; i++) {
        String what = "seed " + seed + ", kill " + i + ": ";
        jcompose.ok("image", "rm", image);
        try (Running pull = jcompose.start("image", "pull", "-q", image)) {
          // the first part of it is the start of a Java machine, which has nothing to lose
          LockSupport.parkNanos(
              TimeUnit.MILLISECONDS.toNanos(whole / 3 + random.nextLong(1 + whole)));
          pull.kill();
          died += pull.exit() == 137 ? 1 : 0;
        }
        jcompose.ok("image", "pull", "-q", image);
        assertEquals("The store is as it should be\n", jcompose.ok("image", "verify"), what);
        Path root = sandbox.directories().root();
        assertEquals(7, names(root.resolve("layers")).size(), what + names(root.resolve("layers")));
        assertEquals(List.of("sha256"), names(root.resolve("images/blobs")), what);
        assertEquals(3, names(root.resolve("images/blobs/sha256")).size(), what);
      }
      assertTrue(died > KILLS / 4, "only " + died + " of " + KILLS + " died in time");
    }
  }
}
