package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void replacesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("state.json");
    AtomicFile.write(file, new byte[] {1});
    AtomicFile.write(file, new byte[] {2, 3});
    assertArrayEquals(new byte[] {2, 3}, AtomicFile.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void whatADeadProcessLeftIsRemoved() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    long alive = ProcessHandle.current().pid();
    List<String> names =
        List.of(
            ".a.json." + dead.pid() + "-1.tmp",
            ".b." + dead.pid() + "-12.tmp",
            ".a.json." + alive + "-1.tmp",
            ".a.json.tmp",
            "a.json");
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
    AtomicFile.removeLeftovers(folder.resolve("a.json"));
    assertEquals(names.subList(1, 5).stream().sorted().toList(), names());
    AtomicFile.removeAllLeftovers(folder);
    assertEquals(names.subList(2, 5).stream().sorted().toList(), names());
    AtomicFile.removeAllLeftovers(folder.resolve("missing"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void failuresNamePathAndReason() throws IOException {
    Path missing = folder.resolve("no/file");
    assertEquals(
        "cannot write " + missing + ": no such file or directory",
        assertThrows(EngineException.class, () -> AtomicFile.write(missing, new byte[0]))
            .getMessage());
    assertEquals(
        "cannot read " + missing + ": no such file or directory",
        assertThrows(EngineException.class, () -> AtomicFile.read(missing)).getMessage());
    assertEquals(Optional.empty(), AtomicFile.readIfPresent(missing));

    Path occupied = folder.resolve("folder");
    Files.createDirectories(occupied.resolve("child"));
    assertThrows(EngineException.class, () -> AtomicFile.write(occupied, new byte[0]));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(occupied), files.toList());
    }
  }
}
