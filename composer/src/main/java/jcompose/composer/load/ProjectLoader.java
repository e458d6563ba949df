package jcompose.composer.load;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Content;
import jcompose.composer.model.Project;
import jcompose.composer.yaml.YamlMapping;

/** Loads a project from its files. */
public final class ProjectLoader {
  private ProjectLoader() {}

  /**
   * Finds, reads and checks the files of a project.
   *
   * @throws ProjectException naming everything that is wrong with the files
   * @throws jcompose.composer.ComposerException when there is no file, or it cannot be read
   */
  public static Loaded load(LoadRequest request) {
    ProjectTree tree = ProjectTree.read(request, true);
    Context context =
        new Context(tree.directory(), tree.environment(), tree.reader(), tree.problems());
    Project project =
        new ProjectBinder(context, request, tree.root()).bind(tree.name(), tree.files());
    Map<String, String> variables = new LinkedHashMap<>();
    for (Content secret : project.secrets().values()) {
      if (secret instanceof Content.OfVariable of) {
        variables.put(of.name(), tree.environment().getOrDefault(of.name(), ""));
      }
    }
    return new Loaded(
        project,
        tree.problems().warnings().stream().map(Diagnostic::line).toList(),
        variables,
        tree.problems().variableFiles().stream()
            .map(file -> tree.reader().absolute(Path.of(file)))
            .collect(Collectors.toSet()),
        tree.reader().files());
  }

  /**
   * Only the name of the project, without a look at its services, so that {@code ps} and {@code
   * down} work on a file that no longer loads.
   *
   * @throws jcompose.composer.ComposerException when the name is invalid or no file is found
   */
  public static String projectName(LoadRequest request) {
    Optional<String> given = ProjectName.given(request, request.environment());
    if (given.isPresent()) {
      return given.get();
    }
    Problems problems = new Problems();
    ProjectFiles found = new FileFinder(request, problems).find();
    List<YamlMapping> files = roots(found.files(), request, problems);
    return ProjectName.of(request, found, files, new Problems());
  }

  /**
   * The names of the services that stand in the files, whether or not the rest of them is right;
   * none when there are no files or they are not YAML.
   */
  public static Set<String> serviceNames(LoadRequest request) {
    Set<String> names = new LinkedHashSet<>();
    try {
      List<Path> files = new FileFinder(request, new Problems()).find().files();
      for (YamlMapping file : roots(files, request, new Problems())) {
        if (file.get("services").orElse(null) instanceof YamlMapping services) {
          names.addAll(services.entries().keySet());
        }
      }
    } catch (ComposerException e) {
      // Containers outlive their files, which then name no services.
      return names;
    }
    return names;
  }

  /**
   * The absolute folder that relative paths are resolved against: the same as {@code
   * Project.directory()} of a load, without a look at the services. Used by {@code ps} and {@code
   * down} to see whether a project of that name was brought up from another folder.
   *
   * @throws jcompose.composer.ComposerException when no file is found
   */
  public static Path projectDirectory(LoadRequest request) {
    return request
        .projectDirectory()
        .map(directory -> request.workingDirectory().resolve(directory).normalize())
        .orElseGet(() -> new FileFinder(request, new Problems()).find().directory());
  }

  private static List<YamlMapping> roots(List<Path> files, LoadRequest request, Problems problems) {
    SourceReader reader = new SourceReader(request.workingDirectory());
    return new Layers(reader, problems).parse(files).stream().map(Layers.Document::root).toList();
  }
}
