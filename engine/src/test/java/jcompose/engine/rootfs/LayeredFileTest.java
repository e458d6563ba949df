package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredFileTest {
  @TempDir Path folder;

  @Test
  void topmostLayerThatHasTheFileCounts() throws IOException {
    List<Path> layers = List.of(layer("base", "old"), layer("middle", "new"), empty("top"));
    assertEquals(Optional.of("new"), text(layers, 100));
  }

  @Test
  void noFileIsEmptyText() throws IOException {
    assertEquals(Optional.of(""), text(List.of(empty("base"), empty("top")), 100));
  }

  @Test
  void linksAreLeftToAnOverlay() throws IOException {
    Path linked = empty("linked");
    Files.createDirectory(linked.resolve("etc"));
    Files.createSymbolicLink(linked.resolve("etc/passwd"), Path.of("other"));
    assertEquals(Optional.empty(), text(List.of(layer("base", "old"), linked), 100));
    Path folderLinked = empty("folder-linked");
    Files.createSymbolicLink(folderLinked.resolve("etc"), Path.of("other"));
    assertEquals(Optional.empty(), text(List.of(layer("base2", "old"), folderLinked), 100));
  }

  @Test
  void whatIsTooLargeOrNoFileIsLeftToAnOverlay() throws IOException {
    assertEquals(Optional.empty(), text(List.of(layer("base", "four")), 3));
    Path odd = empty("odd");
    Files.createDirectories(odd.resolve("etc/passwd"));
    assertEquals(Optional.empty(), text(List.of(odd), 100));
  }

  private static Optional<String> text(List<Path> layers, int most) {
    return LayeredFile.text(layers, "etc", "passwd", most);
  }

  private Path empty(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private Path layer(String name, String content) throws IOException {
    Path layer = empty(name);
    Files.createDirectory(layer.resolve("etc"));
    Files.writeString(layer.resolve("etc/passwd"), content);
    return layer;
  }
}
