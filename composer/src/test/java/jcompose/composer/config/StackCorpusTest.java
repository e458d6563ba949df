package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jcompose.composer.shape.ComposeShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stacks as people have them, in folders of their own: each is what its {@code expected.yaml} says,
 * and what is printed of it is the same stack.
 */
final class StackCorpusTest {
  static final Path CORPUS = Path.of("src/test/resources/jcompose/composer/stacks");
  static final String EXPECTED = "expected.yaml";

  @TempDir Path folder;

  /** The folders of the corpus. */
  static List<Path> stacks() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      return folders.sorted().toList();
    }
  }

  /** The files that make a stack, in the order in which Docker Compose takes them. */
  static String[] files(Path stack) {
    List<String> files = new ArrayList<>(List.of("compose.yaml"));
    if (Files.exists(stack.resolve("compose.override.yaml"))) {
      files.add("compose.override.yaml");
    }
    return files.toArray(new String[0]);
  }

  /** Copies a stack, so that what it expects cannot be read by mistake. */
  static Path copy(Path stack, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(stack)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.endsWith(EXPECTED)) {
          continue;
        }
        Path target = folder.resolve(stack.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
    return folder;
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void isWhatIsExpectedAndPrintsTheSameAgain(Path stack) throws IOException {
    String expected = Files.readString(stack.resolve(EXPECTED));
    Stack copy = Stack.in(copy(stack, folder));
    assertEquals(expected, copy.yaml(files(stack)));
    copy.roundTrip(files(stack));
  }

  @Test
  void usesEveryAttributeAndTopLevelElement() throws IOException {
    Set<String> services = new TreeSet<>(ComposeShape.service().fields().keySet());
    Set<String> top = new TreeSet<>(ComposeShape.FILE.fields().keySet());
    List<Path> stacks = stacks();
    assertTrue(stacks.size() >= 60, "there are " + stacks.size());
    for (Path stack : stacks) {
      try (Stream<Path> files = Files.walk(stack)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
          String text = Files.readString(file);
          services.removeIf(key -> text.matches("(?s).*[\\s{,](x-)?" + key + ":[\\s].*"));
          top.removeIf(key -> text.matches("(?s)(.*[\\n{ ])?" + key + ":[\\s].*"));
        }
      }
    }
    assertEquals(Set.of(), services);
    assertEquals(Set.of(), top);
  }
}
