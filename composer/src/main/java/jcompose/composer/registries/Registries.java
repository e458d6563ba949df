package jcompose.composer.registries;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlParser;
import jcompose.engine.state.IoReason;

/**
 * What is said of registries in {@code /etc/jcompose/registries.yml} and, over it, in {@code
 * ~/.config/jcompose/registries.yml}; or in the one file that JCOMPOSE_REGISTRIES names.
 */
public final class Registries {
  private static final String VARIABLE = "JCOMPOSE_REGISTRIES";
  private static final Path OF_THE_SYSTEM = Path.of("/etc/jcompose/registries.yml");

  private final Map<String, RegistrySettings> settings;

  private Registries(Map<String, RegistrySettings> settings) {
    this.settings = settings;
  }

  /**
   * Reads the files.
   *
   * @param environment JCOMPOSE_REGISTRIES, XDG_CONFIG_HOME and HOME
   * @throws ComposerException with all that is wrong with them
   */
  public static Registries fromEnvironment(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return new Registries(read(Path.of(named).toAbsolutePath(), true));
    }
    Map<String, RegistrySettings> all = new LinkedHashMap<>(read(OF_THE_SYSTEM, false));
    read(ofTheUser(environment), false)
        .forEach(
            (registry, user) -> all.merge(registry, user, (system, same) -> same.over(system)));
    return new Registries(all);
  }

  /** Where a user's own file lies. */
  private static Path ofTheUser(Map<String, String> environment) {
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/root"));
    Path config = folder.startsWith("/") ? Path.of(folder) : Path.of(home, ".config");
    return config.resolve("jcompose/registries.yml");
  }

  /**
   * What is said of one.
   *
   * @param registry host or host:port
   */
  public RegistrySettings of(String registry) {
    return settings.getOrDefault(registry, RegistrySettings.NONE);
  }

  private static Map<String, RegistrySettings> read(Path file, boolean needed) {
    try {
      SourceText source = new SourceText(file.toString(), Files.readString(file));
      List<Problem> problems = new ArrayList<>();
      List<YamlNode> documents = YamlParser.parse(source, problems::add);
      SettingsReader reader = new SettingsReader(file, problems::add);
      Map<String, RegistrySettings> found = new LinkedHashMap<>();
      documents.forEach(document -> found.putAll(reader.read(document)));
      if (!problems.isEmpty()) {
        throw new ComposerException(
            problems.stream()
                .sorted(
                    Comparator.comparingInt((Problem problem) -> problem.position().line())
                        .thenComparingInt(problem -> problem.position().column()))
                .map(problem -> problem + "\n" + source.excerpt(problem.position()))
                .collect(Collectors.joining("\n")));
      }
      return found;
    } catch (NoSuchFileException missing) {
      if (needed) {
        throw new ComposerException(
            file + ": no such file; " + VARIABLE + " is to name one", missing);
      }
      return Map.of();
    } catch (CharacterCodingException notText) {
      throw new ComposerException(file + ": is not text in UTF-8", notText);
    } catch (IOException failure) {
      throw new ComposerException(file + ": cannot be read: " + IoReason.of(failure), failure);
    }
  }
}
