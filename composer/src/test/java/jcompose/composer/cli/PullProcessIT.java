package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.Running;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** Pulls by processes that die, and by several at once. */
@RequiresRoot
@LeavesNothing
class PullProcessIT {
  /** Larger than all buffers on the way, so that half of it is on the disk when it stalls. */
  private static TestArchive bigLayer() {
    byte[] noise = new byte[16 << 20];
    new Random(1).nextBytes(noise);
    return new TestArchive().file("first", "first").entry('0', "noise", "", noise);
  }

  private static Jcompose jcompose(Sandbox sandbox, ScriptedRegistry registry) {
    return Jcompose.in(sandbox)
        .file("compose.yaml", "services:\n  app:\n    image: " + registry.address() + "/app:1");
  }

  private static List<String> layers(Sandbox sandbox) throws IOException {
    try (Stream<Path> entries = Files.list(sandbox.directories().layers())) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !name.endsWith(".id"))
          .sorted()
          .toList();
    }
  }

  @Test
  void killedInTheMiddleOfALayer(Sandbox sandbox) throws IOException {
    TestArchive big = bigLayer();
    TestArchive small = new TestArchive().file("small", "small");
    try (ScriptedRegistry registry = ScriptedRegistry.start()) {
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", small, big);
      String blob = TestArchive.digest(big.gzip());
      registry.script(
          request -> {
            if (request.getRequestURI().getPath().endsWith(blob)) {
              registry.stall(request);
              return true;
            }
            return false;
          });
      Jcompose jcompose = jcompose(sandbox, registry);
      String half = "tmp-" + big.diffId().substring("sha256:".length()).substring(0, 16);
      try (Running pull = jcompose.start("pull")) {
        registry.awaitStall();
        pull.signal("KILL");
        assertEquals(137, pull.exit(), pull.err());
      }
      assertTrue(layers(sandbox).contains(half), "killed too early: " + layers(sandbox));
      registry.script(request -> false);
      jcompose.ok("pull");
      assertEquals(2, layers(sandbox).size(), layers(sandbox).toString());
      assertFalse(layers(sandbox).contains(half), layers(sandbox).toString());
      assertEquals(1, registry.requests(blob).size());
      Path layer = sandbox.directories().layers().resolve(half.substring("tmp-".length()));
      assertEquals(16 << 20, Files.size(layer.resolve("noise")));
    }
  }

  @Test
  void twoAtOnceFetchEveryLayerOnce(Sandbox sandbox) throws IOException {
    TestArchive[] layers =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(name -> new TestArchive().file(name, name.repeat(100_000)))
            .toArray(TestArchive[]::new);
    try (ScriptedRegistry registry = ScriptedRegistry.start()) {
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", layers);
      registry.script(request -> false);
      Jcompose jcompose = jcompose(sandbox, registry);
      try (Running one = jcompose.start("pull");
          Running two = jcompose.start("pull")) {
        assertEquals(0, one.exit(), one.err());
        assertEquals(0, two.exit(), two.err());
      }
      for (TestArchive layer : layers) {
        assertEquals(1, registry.requests(TestArchive.digest(layer.gzip())).size());
        Path folder =
            sandbox
                .directories()
                .layers()
                .resolve(layer.diffId().substring("sha256:".length()).substring(0, 16));
        assertTrue(Files.isDirectory(folder), folder.toString());
      }
      assertEquals(6, layers(sandbox).size(), layers(sandbox).toString());
    }
  }

  @Test
  void interruptedByTheUser(Sandbox sandbox) throws IOException {
    TestArchive big = bigLayer();
    try (ScriptedRegistry registry = ScriptedRegistry.start()) {
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", big);
      registry.script(
          request -> {
            boolean layer =
                request.getRequestURI().getPath().endsWith(TestArchive.digest(big.gzip()));
            if (layer) {
              registry.stall(request);
            }
            return layer;
          });
      Jcompose jcompose = jcompose(sandbox, registry);
      try (Running pull = jcompose.start("pull")) {
        registry.awaitStall();
        pull.signal("INT");
        assertEquals(130, pull.exit(), pull.err());
        assertFalse(pull.err().contains("\tat "), pull.err());
      }
      registry.script(request -> false);
      jcompose.ok("pull");
      assertEquals(1, layers(sandbox).size(), layers(sandbox).toString());
    }
  }
}
