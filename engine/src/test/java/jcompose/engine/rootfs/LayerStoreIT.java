package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineException;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.UnpackedArchive;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** Layers come, are there for as long as they are wanted, and go. */
@RequiresRoot
@LeavesNothing
final class LayerStoreIT {
  private static final TestArchive ARCHIVE =
      new TestArchive().folder("etc/").file("etc/name", "content");

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static String id(TestArchive archive) {
    return archive.diffId().substring("sha256:".length(), "sha256:".length() + 16);
  }

  @Test
  void anArchiveTellsItsOwnId(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    for (byte[] stored : List.of(ARCHIVE.gzip(), ARCHIVE.tar())) {
      assertEquals(
          ARCHIVE.diffId(), store.add(() -> new ByteArrayInputStream(stored), LayerLimits.DEFAULT));
      Path layer = store.find(ARCHIVE.diffId()).orElseThrow();
      assertEquals("content", Files.readString(layer.resolve("etc/name")));
      assertEquals(
          List.of(id(ARCHIVE), id(ARCHIVE) + ".id"), names(sandbox.directories().layers()));
    }
  }

  @Test
  void whatIsNoLayerIsThereOnlyWhileItIsWanted(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    try (UnpackedArchive unpacked =
        store.unpack(() -> new ByteArrayInputStream(ARCHIVE.gzip()), LayerLimits.DEFAULT)) {
      assertEquals("content", Files.readString(unpacked.folder().resolve("etc/name")));
      store.removeLeftovers();
      assertTrue(Files.exists(unpacked.folder()), "it is in use");
      assertEquals(List.of(), store.list());
    }
    assertEquals(List.of(), names(sandbox.directories().layers()));
  }

  @Test
  void aRefusedArchiveLeavesNothing(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    byte[] climbing = new TestArchive().file("../x", "").tar();
    assertThrows(
        BadLayerException.class,
        () -> store.add(() -> new ByteArrayInputStream(climbing), LayerLimits.DEFAULT));
    assertThrows(
        BadLayerException.class,
        () -> store.unpack(() -> new ByteArrayInputStream(climbing), LayerLimits.DEFAULT));
    assertEquals(List.of(), names(sandbox.directories().layers()));
  }

  @Test
  void namesAreReadWithoutUnpacking() throws IOException {
    assertEquals(
        List.of("etc"), LayerStore.names(() -> new ByteArrayInputStream(ARCHIVE.gzip()), 1));
    assertEquals(
        List.of("etc", "etc/name"),
        LayerStore.names(() -> new ByteArrayInputStream(ARCHIVE.tar()), 5));
    assertThrows(
        BadLayerException.class,
        () ->
            LayerStore.names(
                () -> new ByteArrayInputStream("no archive".getBytes(StandardCharsets.UTF_8)), 1));
  }

  @Test
  void aRemovedLayerIsGoneAndComesBack(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    store.add(() -> new ByteArrayInputStream(ARCHIVE.tar()), LayerLimits.DEFAULT);
    assertEquals(List.of(store.find(ARCHIVE.diffId()).orElseThrow()), store.list());
    store.remove(store.list().get(0));
    assertEquals(List.of(), names(sandbox.directories().layers()));
    assertTrue(store.find(ARCHIVE.diffId()).isEmpty());
    store.add(ARCHIVE.diffId(), () -> new ByteArrayInputStream(ARCHIVE.tar()), LayerLimits.DEFAULT);
    assertFalse(store.find(ARCHIVE.diffId()).isEmpty());
  }

  @Test
  void limitsComeFromTheEnvironment() {
    assertEquals(LayerLimits.DEFAULT, LayerLimits.of(Map.of()));
    assertEquals(
        new LayerLimits(3L << 30, 2000),
        LayerLimits.of(Map.of(LayerLimits.BYTES, "3G", LayerLimits.ENTRIES, "2000")));
    for (String wrong : List.of("0", "-1", "x", "1.5g", "99999999999t", "g")) {
      EngineException refused =
          assertThrows(
              EngineException.class, () -> LayerLimits.of(Map.of(LayerLimits.BYTES, wrong)));
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith(LayerLimits.BYTES + "='" + wrong),
          refused.getMessage());
    }
  }

  @Test
  void aLimitSaysWhatSetsIt(Sandbox sandbox) {
    LayerStore store = new LayerStore(sandbox.directories());
    for (LayerLimits limits : List.of(new LayerLimits(100, 10), new LayerLimits(1 << 20, 1))) {
      BadLayerException refused =
          assertThrows(
              BadLayerException.class,
              () -> store.add(() -> new ByteArrayInputStream(ARCHIVE.gzip()), limits));
      assertTrue(
          String.valueOf(refused.getMessage())
              .contains(limits.bytes() == 100 ? LayerLimits.BYTES : LayerLimits.ENTRIES),
          refused.getMessage());
    }
  }
}
