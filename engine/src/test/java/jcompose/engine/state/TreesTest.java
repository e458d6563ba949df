package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreesTest {
  @TempDir Path folder;

  private Path tree() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < 10; i++) {
      Path child = Files.createDirectories(tree.resolve("d" + i + "/e/f"));
      for (int j = 0; j < 20; j++) {
        Files.createFile(child.resolve("file \u00fc " + j));
      }
    }
    return tree;
  }

  @Test
  void deletesWithoutFollowingLinks() throws IOException {
    Path kept = Files.createFile(Files.createDirectory(folder.resolve("kept")).resolve("file"));
    Path tree = tree();
    Files.createSymbolicLink(tree.resolve("out"), kept.getParent());
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
    Trees.delete(tree);
    assertFalse(Files.exists(tree, LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(kept));

    Path link = Files.createSymbolicLink(folder.resolve("link"), kept.getParent());
    Trees.delete(link);
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(kept));

    Trees.delete(kept);
    assertFalse(Files.exists(kept));
    Trees.delete(folder.resolve("missing/too"));
  }

  @Test
  void depthCostsNoDescriptors() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("deep"));
    // 8 chains of 90, each moved under the one before: far deeper than one path may be long.
    Path last = null;
    for (int chain = 0; chain < 8; chain++) {
      Path top = Files.createDirectory(folder.resolve("chain" + chain));
      Path bottom = Files.createDirectories(top.resolve("d/".repeat(90)));
      if (last != null) {
        Files.move(last, bottom.resolve("next"));
      }
      last = top;
    }
    Files.move(last, tree.resolve("chains"));
    Trees.delete(tree);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void twoMayDeleteAtOnce() throws IOException {
    for (int round = 0; round < 2; round++) {
      Path tree = tree();
      CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> Trees.delete(tree)),
              CompletableFuture.runAsync(() -> Trees.delete(tree)))
          .join();
      assertFalse(Files.exists(tree));
    }
  }
}
