package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.load.LoadRequest;

/** A folder with Compose files, and what {@code config} makes of them. */
public record Stack(Path folder, Map<String, String> environment, List<String> profiles) {
  private static final ConfigOptions ALL = new ConfigOptions(true, true, true, true, true);

  public static Stack in(Path folder) {
    return new Stack(folder, Map.of("HOME", "/home/ada"), List.of());
  }

  Stack with(Map<String, String> variables) {
    return new Stack(folder, variables, profiles);
  }

  public Stack write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ResolvedConfig config(String... files) {
    return ResolvedConfig.load(request(files), ALL);
  }

  LoadRequest request(String... files) {
    return new LoadRequest(
        Arrays.stream(files).map(Path::of).toList(),
        Optional.of("p"),
        profiles,
        Optional.empty(),
        Optional.empty(),
        folder,
        environment,
        List.of());
  }

  /** What {@code config} prints, the folder written as {@code /D}. */
  public String yaml(String... files) {
    return ConfigText.yaml(config(files).root(), true).replace(folder.toString(), "/D");
  }

  /** The lines of the only service, without indent, image and networks. */
  String service(String text) {
    write("s.yml", "services:\n  s:\n    image: i\n" + text.indent(4));
    return serviceOf(yaml("s.yml"));
  }

  /** The lines of the service {@code s} in what {@code config} prints, in the same way. */
  public static String serviceOf(String yaml) {
    return yaml.substring(yaml.indexOf("  s:\n") + 5)
        .lines()
        .takeWhile(line -> line.startsWith("    "))
        .collect(Collectors.joining("\n", "", "\n"))
        .indent(-4)
        .replaceAll("(?m)^image: i\n|^networks:\n  default: null\n", "");
  }

  /** What is wrong. */
  String message(String... files) {
    return String.valueOf(assertThrows(ComposerException.class, () -> config(files)).getMessage());
  }

  /** What is wrong, without quotes from the files. */
  public List<String> problems(String... files) {
    return message(files).lines().filter(line -> line.matches("\\S*\\.yml:.*")).toList();
  }

  /** What is wrong with the only service, whose lines begin at 4:5. */
  List<String> problemsOf(String text) {
    write("s.yml", "services:\n  s:\n    image: i\n" + text.indent(4));
    return problems("s.yml");
  }

  /** Loads what {@code config} prints: it must print the same. */
  public void roundTrip(String... files) {
    String first = ConfigText.yaml(config(files).root(), true);
    write("again.yml", first);
    assertEquals(first, ConfigText.yaml(config("again.yml").root(), true));
    write("again.yml", ConfigText.json(config(files).root(), true));
    assertEquals(first, ConfigText.yaml(config("again.yml").root(), true));
  }
}
