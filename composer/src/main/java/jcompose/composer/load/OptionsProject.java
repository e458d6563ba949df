package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import jcompose.composer.ComposerException;
import jcompose.composer.load.Diagnostic.Severity;
import jcompose.composer.model.Position;
import jcompose.composer.model.Project;
import jcompose.composer.yaml.YamlMapping;

/**
 * A project of one service that stands in no file but in the command line's options. It passes
 * through the same binders, so that values mean and messages say what they do for a file.
 *
 * @param name the project's
 * @param service the service's name
 * @param directory the absolute folder that relative paths start from
 * @param environment the user's
 * @param names what attributes are called on the command line, by key
 */
public record OptionsProject(
    String name,
    String service,
    Path directory,
    Map<String, String> environment,
    Map<String, String> names) {
  private static final int USAGE = 2;

  /**
   * The project.
   *
   * @param volumes whether a volume of that name exists: it is used, and not the project's own
   * @throws ComposerException with exit code 2, naming every option that is wrong
   */
  public Loaded bind(List<ServiceOption> options, Predicate<String> volumes) {
    Problems problems = new Problems();
    Context context = new Context(directory, environment, new SourceReader(directory), problems);
    LoadRequest request =
        new LoadRequest(
            List.of(),
            Optional.of(name),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            directory,
            environment,
            List.of());
    try {
      YamlMapping root = new OptionNodes(problems, volumes).root(service, options);
      Project project = new ProjectBinder(context, request, root, false).bind(name, List.of());
      return new Loaded(
          project,
          problems.warnings().stream().map(this::message).toList(),
          Map.of(),
          Set.of(),
          Set.of());
    } catch (ProjectException e) {
      List<String> lines = new ArrayList<>();
      for (Diagnostic diagnostic : e.diagnostics()) {
        if (diagnostic.severity() == Severity.ERROR) {
          lines.add(message(diagnostic));
        }
      }
      ComposerException wrong = new ComposerException(String.join("\n", lines), USAGE);
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** The option in place of the attribute's path; a place in a file is told as ever. */
  private String message(Diagnostic diagnostic) {
    Optional<Position> place = diagnostic.position().filter(Position::isOption);
    if (place.isEmpty()) {
      return diagnostic.text();
    }
    String words = diagnostic.words();
    for (Map.Entry<String, String> one : names.entrySet()) {
      words = words.replace("'" + one.getKey() + "'", "'" + one.getValue() + "'");
    }
    String within = within(diagnostic.path());
    return place.get() + (within.isEmpty() ? "" : " " + within) + ": " + words;
  }

  /** The entry that a path is about: {@code nofile} of {@code services.run.ulimits.nofile}. */
  private String within(String path) {
    String attributes = "services." + service + ".";
    int dot = path.startsWith(attributes) ? path.indexOf('.', attributes.length()) : -1;
    return dot < 0 ? "" : path.substring(dot + 1);
  }
}
