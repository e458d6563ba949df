package jcompose.composer.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlParser;

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
    Problems problems = new Problems();
    ProjectFiles found = new FileFinder(request, problems).find();
    SourceReader reader = new SourceReader(request.workingDirectory());
    List<YamlMapping> files = parse(found.files(), reader, problems);
    String name = name(request, found, files, problems);
    Map<String, String> environment = new LinkedHashMap<>(found.environment());
    environment.put("COMPOSE_PROJECT_NAME", name);
    Interpolation interpolation = new Interpolation(environment, problems);
    Merge merge = new Merge(problems);
    YamlMapping merged =
        files.stream()
            .map(interpolation::interpolate)
            .map(file -> OwnKeys.strip(file, problems))
            .reduce(merge::merge)
            .orElseThrow();
    Context context = new Context(found.directory(), environment, reader, problems);
    List<Path> absolute =
        found.files().stream()
            .map(file -> request.workingDirectory().resolve(file).normalize())
            .toList();
    return new Loaded(
        new ProjectBinder(context, request, merged).bind(name, absolute), problems.warnings());
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
    List<YamlMapping> files =
        parse(found.files(), new SourceReader(request.workingDirectory()), problems);
    return name(request, found, files, new Problems());
  }

  /**
   * The names of the services that stand in the files, whether or not the rest of them is right;
   * none when there are no files or they are not YAML.
   */
  public static Set<String> serviceNames(LoadRequest request) {
    Set<String> names = new LinkedHashSet<>();
    try {
      List<Path> files = new FileFinder(request, new Problems()).find().files();
      for (YamlMapping file :
          parse(files, new SourceReader(request.workingDirectory()), new Problems())) {
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

  private static String name(
      LoadRequest request, ProjectFiles found, List<YamlMapping> files, Problems problems) {
    return ProjectName.given(request, found.environment())
        .or(() -> ProjectName.ofFiles(files, found.environment(), problems))
        .orElseGet(() -> ProjectName.ofDirectory(found.directory()));
  }

  private static List<YamlMapping> parse(List<Path> files, SourceReader reader, Problems problems) {
    List<YamlMapping> parsed = new ArrayList<>();
    for (Path file : files) {
      SourceText source = reader.read(file);
      problems.source(source);
      Optional<YamlNode> node = YamlParser.parse(source, problems::add);
      if (node.isPresent() && node.get() instanceof YamlMapping mapping) {
        parsed.add(mapping);
      } else if (problems.isEmptyIn(source.name())) {
        String what = node.map(YamlNode::kind).orElse("empty");
        Position start = node.map(YamlNode::position).orElse(new Position(source.name(), 1, 1));
        problems.add(start, "a Compose file must be a mapping; this is " + what);
      }
    }
    if (parsed.size() < files.size()) {
      problems.throwIfAny();
    }
    return parsed;
  }
}
