package jcompose.composer.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;

/**
 * The phase that finds the Compose files, the project's folder and the .env files, in the order of
 * Docker Compose: a .env file may name the Compose files, whose folder may have a .env file.
 */
final class FileFinder {
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
  private static final List<String> OVERRIDES =
      List.of(
          "compose.override.yml",
          "compose.override.yaml",
          "docker-compose.override.yml",
          "docker-compose.override.yaml");
  private static final List<String> OWN_NAMES = List.of("stack.yml", "stack.yaml");

  private final LoadRequest request;
  private final Path workingDirectory;
  private final Problems problems;
  private final Map<String, String> environment;

  FileFinder(LoadRequest request, Problems problems) {
    this.request = request;
    this.workingDirectory = request.workingDirectory();
    this.problems = problems;
    this.environment = new LinkedHashMap<>(request.environment());
  }

  ProjectFiles find() {
    Optional<Path> given = request.projectDirectory().map(this::absolute);
    Path first = given.orElseGet(() -> directoryOf(request.files()));
    readEnvironmentFiles(first);
    List<Path> files = files(first);
    Path directory = given.orElseGet(() -> directoryOf(files));
    if (!directory.equals(first)) {
      readEnvironmentFiles(directory);
    }
    return new ProjectFiles(files, directory, environment);
  }

  private List<Path> files(Path start) {
    if (!request.files().isEmpty()) {
      return request.files();
    }
    String named = environment.getOrDefault("COMPOSE_FILE", "");
    if (!named.isEmpty()) {
      String separator = environment.getOrDefault("COMPOSE_PATH_SEPARATOR", ":");
      return split(named, separator).stream().map(Path::of).toList();
    }
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      List<Path> found = inFolder(folder);
      if (!found.isEmpty()) {
        return found;
      }
    }
    throw new ComposerException(
        "no Compose file: looked for "
            + String.join(", ", NAMES)
            + " and "
            + String.join(", ", OWN_NAMES)
            + " in "
            + start
            + " and the folders above it; name one with -f");
  }

  private List<Path> inFolder(Path folder) {
    List<Path> files = new ArrayList<>();
    onlyOne(folder, NAMES).ifPresent(files::add);
    if (files.isEmpty()) {
      onlyOne(folder, OWN_NAMES).ifPresent(files::add);
    } else {
      onlyOne(folder, OVERRIDES).ifPresent(files::add);
    }
    return files;
  }

  private Optional<Path> onlyOne(Path folder, List<String> names) {
    List<Path> found = names.stream().map(folder::resolve).filter(Files::exists).toList();
    if (found.size() > 1) {
      List<String> all = found.stream().map(file -> file.getFileName().toString()).toList();
      problems.warn("found " + String.join(", ", all) + "; using " + all.get(0));
    }
    return found.stream().findFirst();
  }

  private void readEnvironmentFiles(Path directory) {
    SourceReader reader = new SourceReader(workingDirectory);
    Map<String, String> fromFiles = new LinkedHashMap<>();
    for (Path file : environmentFiles(directory)) {
      new EnvironmentFile(environment, fromFiles, problems).read(reader.read(file));
    }
    problems.throwIfAny();
    fromFiles.forEach(environment::putIfAbsent);
  }

  private List<Path> environmentFiles(Path directory) {
    if (request.envFiles().isPresent()) {
      return request.envFiles().get();
    }
    String named = request.environment().getOrDefault("COMPOSE_ENV_FILES", "");
    if (!named.isEmpty()) {
      return split(named, ",").stream().map(Path::of).toList();
    }
    String disabled = request.environment().getOrDefault("COMPOSE_DISABLE_ENV_FILE", "");
    Path file = directory.resolve(".env");
    boolean wanted = !List.of("1", "t", "T", "true", "True", "TRUE").contains(disabled);
    return wanted && Files.isRegularFile(file) ? List.of(file) : List.of();
  }

  private Path directoryOf(List<Path> files) {
    if (files.isEmpty() || files.get(0).toString().equals(SourceReader.STANDARD_INPUT)) {
      return workingDirectory;
    }
    Path parent = absolute(files.get(0)).getParent();
    return parent == null ? workingDirectory : parent;
  }

  private Path absolute(Path path) {
    return workingDirectory.resolve(path).normalize();
  }

  static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator);
        end >= 0 && !separator.isEmpty();
        end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end).strip());
      start = end + separator.length();
    }
    parts.add(text.substring(start).strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }
}
