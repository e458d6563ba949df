package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlScalar;

/** Chooses the project's name: {@code -p}, COMPOSE_PROJECT_NAME, {@code name:}, the folder's. */
final class ProjectName {
  private ProjectName() {}

  /** The name of a project, wherever it is given. */
  static String of(
      LoadRequest request, ProjectFiles found, List<YamlMapping> files, Problems problems) {
    return given(request, found.environment())
        .or(() -> ofFiles(files, found.environment(), problems))
        .orElseGet(() -> ofDirectory(found.directory()));
  }

  /** The name given outside of the files. */
  static Optional<String> given(LoadRequest request, Map<String, String> environment) {
    Optional<String> name =
        request
            .projectName()
            .filter(given -> !given.isEmpty())
            .or(() -> Optional.ofNullable(environment.get("COMPOSE_PROJECT_NAME")))
            .filter(given -> !given.isEmpty());
    name.filter(given -> !isValid(given))
        .ifPresent(
            given -> {
              throw new ComposerException("project name '" + given + "' " + refusal(given));
            });
    return name;
  }

  /** The name that the last file with one gives, made valid as Docker Compose does. */
  static Optional<String> ofFiles(
      List<YamlMapping> files, Map<String, String> environment, Problems problems) {
    Optional<String> name = Optional.empty();
    for (YamlMapping file : files) {
      Optional<String> here = ofFile(file, environment, problems);
      name = here.isPresent() ? here : name;
    }
    return name;
  }

  private static Optional<String> ofFile(
      YamlMapping file, Map<String, String> environment, Problems problems) {
    if (!(file.get("name").orElse(null) instanceof YamlScalar scalar) || scalar.isNull()) {
      return Optional.empty();
    }
    YamlScalar value = new Interpolation(environment, problems).scalar(scalar, "name");
    Attribute attribute = new Attribute(value, "name", problems);
    Optional<String> name = attribute.string().filter(text -> !text.isEmpty());
    if (name.isEmpty() || isValid(name.get())) {
      return name;
    }
    String valid = normalize(name.get());
    if (valid.isEmpty()) {
      attribute.problem("'" + name.get() + "' " + refusal(name.get()));
      return Optional.empty();
    }
    problems.warn(value.position(), "name", "'" + name.get() + "' is taken as '" + valid + "'");
    return Optional.of(valid);
  }

  /** The folder's name, made valid. */
  static String ofDirectory(Path directory) {
    Path last = directory.getFileName();
    String name = last == null ? "" : normalize(last.toString());
    if (name.isEmpty()) {
      throw new ComposerException(
          "folder '" + directory + "' gives no project name; give one with -p");
    }
    return name;
  }

  private static String refusal(String name) {
    String valid = normalize(name);
    return "is not a project name: it takes lower case letters, digits, '-' and '_', and begins"
        + " with a letter or digit"
        + (valid.isEmpty() ? "" : "; write '" + valid + "'");
  }

  private static boolean isValid(String name) {
    return name.equals(normalize(name));
  }

  private static String normalize(String name) {
    StringBuilder result = new StringBuilder();
    for (char character : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean alphanumeric =
          (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
      if (alphanumeric || (!result.isEmpty() && (character == '-' || character == '_'))) {
        result.append(character);
      }
    }
    return result.toString();
  }
}
