package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerStore;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.DynamicTest;

/** Lets a store unpack hostile archives, and looks at what they have done inside and outside. */
final class HostileRun {
  private final LayerStore store;
  private final Path layers;
  private final Canary canary;

  HostileRun(Sandbox sandbox) throws IOException {
    store = new LayerStore(sandbox.directories());
    layers = sandbox.directories().layers();
    canary = Canary.make(sandbox.folder().resolve("outside"));
  }

  /** One test for each archive. */
  Stream<DynamicTest> tests(Stream<HostileArchive> archives) {
    return archives.map(archive -> DynamicTest.dynamicTest("" + archive, () -> expect(archive)));
  }

  /** Unpacks, and fails unless what the archive expects has come about and nothing else has. */
  void expect(HostileArchive archive) throws IOException {
    try {
      look(archive);
    } finally {
      store.list().forEach(store::remove); // of one that failed, for the next
    }
  }

  private void look(HostileArchive archive) throws IOException {
    byte[] stored = archive.maker().stored(canary.folder().toString());
    if (archive.refusal().isEmpty()) {
      String diffId = store.add(() -> new ByteArrayInputStream(stored), archive.limits());
      Path layer = store.find(diffId).orElseThrow();
      List<String> expected =
          archive.tree().stream()
              .map(line -> line.replace("OUTSIDE", canary.folder().toString()))
              .sorted()
              .toList();
      assertEquals(String.join("\n", expected), String.join("\n", TreeText.of(layer)));
      store.remove(layer);
    } else {
      BadLayerException refused =
          assertThrows(
              BadLayerException.class,
              () -> store.add(() -> new ByteArrayInputStream(stored), archive.limits()));
      isOneClearMessage(String.valueOf(refused.getMessage()), archive.refusal());
    }
    canary.isAsItWas(archive.name());
    assertEquals(List.of(), left(), "nothing of the layer stays");
  }

  private static void isOneClearMessage(String message, String words) {
    assertTrue(message.contains(words), message);
    assertTrue(message.length() < 600, message);
    assertFalse(message.matches("(?s).*(\\p{Cntrl}|\\bnull\\b|Exception|\\.java).*"), message);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> left = Files.list(layers)) {
      return left.toList();
    }
  }
}
