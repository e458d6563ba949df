package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Service;

/** A folder with Compose files, seen by a user who is in it. */
record Folder(Path path, Map<String, String> environment) {
  static Folder of(Path path) {
    return new Folder(path, Map.of("HOME", "/home/ada"));
  }

  Folder with(Map<String, String> variables) {
    return new Folder(path, variables);
  }

  Folder write(String name, String text) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LoadRequest request(String... files) {
    return new LoadRequest(
        Arrays.stream(files).map(Path::of).toList(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        path,
        environment,
        List.of());
  }

  Loaded load(String... files) {
    return ProjectLoader.load(request(files));
  }

  /** The service {@code web} of a file with these lines below {@code image}. */
  Service service(String... lines) {
    return loadService(lines).project().services().values().iterator().next();
  }

  Loaded loadService(String... lines) {
    return write("stack.yml", file(lines)).load("stack.yml");
  }

  /** The problems of such a file, without its lines and carets; the lines begin at 4:5. */
  List<String> problems(String... lines) {
    write("stack.yml", file(lines));
    return problemsOf("stack.yml");
  }

  List<String> problemsOf(String... files) {
    return message(files).lines().filter(line -> line.matches("\\S*\\.yml:.*")).toList();
  }

  String message(String... files) {
    String message = assertThrows(ComposerException.class, () -> load(files)).getMessage();
    return message == null ? "" : message;
  }

  private static String file(String... lines) {
    StringBuilder text = new StringBuilder("services:\n  web:\n    image: busybox\n");
    for (String line : lines) {
      text.append("    ").append(line).append('\n');
    }
    return text.append("volumes:\n  data:\n").toString();
  }
}
