package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, for a mount. */
final class TreesIT {
  private static final long MS_BIND = 4096;
  private static final long MNT_DETACH = 2;

  @TempDir Path folder;

  @Test
  void whatIsMountedSurvives() throws Exception {
    Path source = Files.createDirectory(folder.resolve("kept"));
    Path kept = Files.createFile(source.resolve("file"));
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Path target = Files.createDirectories(tree.resolve("a/mounted"));
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(
          "mount",
          Syscall.MOUNT,
          memory.string(source.toString()),
          memory.string(target.toString()),
          0,
          MS_BIND);
      try {
        assertEquals(
            "cannot delete " + target + ": something is mounted there; unmount it first",
            assertThrows(EngineException.class, () -> Trees.delete(tree)).getMessage());
        assertThrows(EngineException.class, () -> Trees.delete(target));
        assertTrue(Files.exists(kept));
      } finally {
        Kernel.check("umount2", Syscall.UMOUNT2, memory.string(target.toString()), MNT_DETACH);
      }
    }
    Trees.delete(tree);
    assertFalse(Files.exists(tree));
    assertTrue(Files.exists(kept));
  }
}
