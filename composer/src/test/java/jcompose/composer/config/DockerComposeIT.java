package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.RequiresCommand;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Debian's docker-compose (1.29, of 2021) and this program make the same of a stack: what it
 * prints, in an older form, is read here again and is then what is expected of the stack itself.
 *
 * <p>Of the corpus it reads only these; the others use what came after it ({@code name}, {@code
 * include}, {@code configs.content}, {@code required}, marks, several documents ...). It leaves
 * {@code x-} elements out, and prints {@code volumes_from} in a form of its own (the stack vpn).
 */
@RequiresCommand("docker-compose")
final class DockerComposeIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anchors",
        "chain",
        "content-management",
        "development-override",
        "elastic",
        "external-things",
        "flow",
        "git-server",
        "home-automation",
        "images-by-digest",
        "java-service",
        "jupyter",
        "kafka",
        "log-drivers",
        "mail",
        "minimal",
        "multi-line",
        "object-storage",
        "one-shot",
        "php-fpm",
        "profiles",
        "router-lab",
        "timezones-and-durations",
        "windows-keys",
        "x-keys"
      })
  void makesTheSameOfIt(String name) throws IOException {
    Path stack = StackCorpusTest.CORPUS.resolve(name);
    Path original = StackCorpusTest.copy(stack, folder.resolve("original"));
    List<String> command = new ArrayList<>(List.of("docker-compose", "-p", "p"));
    for (String file : StackCorpusTest.files(stack)) {
      command.addAll(List.of("-f", file));
    }
    command.add("config");
    String theirs = HostCommand.run(Map.of(), original, command).checked();
    Files.writeString(original.resolve("theirs.yaml"), theirs);
    assertEquals(
        withoutExtensions(Files.readString(stack.resolve(StackCorpusTest.EXPECTED))),
        Stack.in(original).yaml("theirs.yaml"));
  }

  private static String withoutExtensions(String yaml) {
    return Stream.of(yaml.split("\n(?=\\S)", -1))
        .filter(element -> !element.startsWith("x-"))
        .map(element -> element.endsWith("\n") ? element : element + "\n")
        .collect(Collectors.joining());
  }
}
