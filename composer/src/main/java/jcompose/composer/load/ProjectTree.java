package jcompose.composer.load;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.yaml.YamlMapping;

/**
 * A project's files as one tree of nodes: found, parsed, interpolated, extended, included, merged.
 *
 * @param root the tree; its nodes know where they stand
 * @param name the project's name
 * @param directory the project's absolute folder
 * @param files the Compose files, absolute, in order
 * @param environment the user's environment over the .env files
 * @param reader reads further files
 * @param problems what is wrong so far; nothing is thrown yet
 */
public record ProjectTree(
    YamlMapping root,
    String name,
    Path directory,
    List<Path> files,
    Map<String, String> environment,
    SourceReader reader,
    Problems problems) {

  /**
   * Reads the files of a project.
   *
   * @param interpolates whether variables are put in
   * @throws ProjectException when a file is not YAML
   * @throws jcompose.composer.ComposerException when there is no file, or it cannot be read
   */
  public static ProjectTree read(LoadRequest request, boolean interpolates) {
    Problems problems = new Problems();
    ProjectFiles found = new FileFinder(request, problems).find();
    SourceReader reader = new SourceReader(request.workingDirectory());
    Layers layers = new Layers(reader, problems);
    List<Layers.Document> documents = layers.parse(found.files());
    List<YamlMapping> roots = documents.stream().map(Layers.Document::root).toList();
    String name = ProjectName.of(request, found, roots, problems);
    Map<String, String> environment = new LinkedHashMap<>(found.environment());
    environment.put("COMPOSE_PROJECT_NAME", name);
    Scope scope = new Scope(found.directory(), environment, interpolates);
    YamlMapping root = layers.merge(documents, scope, List.of());
    List<Path> absolute = found.files().stream().map(reader::absolute).toList();
    return new ProjectTree(root, name, found.directory(), absolute, environment, reader, problems);
  }
}
