package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every stack under {@code examples} loads, and what {@code config} prints of it is the same. */
final class ExamplesTest {
  @TempDir Path folder;

  @Test
  void loadAndPrintTheSame() throws IOException {
    List<Path> stacks = stacks();
    assertTrue(stacks.size() >= 3, stacks.toString());
    for (Path stack : stacks) {
      String first =
          ConfigText.yaml(
              Stack.in(Objects.requireNonNull(stack.getParent())).config("stack.yml").root(), true);
      Stack again = Stack.in(folder).write("again.yml", first);
      assertEquals(
          first, ConfigText.yaml(again.config("again.yml").root(), true), stack.toString());
    }
  }

  /** Tests run in the module's folder or in the one above it. */
  private static List<Path> stacks() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path inside = here.resolve("examples");
    Path examples = Files.isDirectory(inside) ? inside : here.resolveSibling("examples");
    try (Stream<Path> files = Files.walk(examples)) {
      return files.filter(file -> file.endsWith("stack.yml")).sorted().toList();
    }
  }
}
