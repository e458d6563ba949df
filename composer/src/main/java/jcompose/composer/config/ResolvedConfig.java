package jcompose.composer.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import jcompose.composer.load.Diagnostic;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.Problems;
import jcompose.composer.load.ProjectTree;
import jcompose.composer.model.Position;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.tree.Canonical;
import jcompose.composer.tree.Relocation;
import jcompose.composer.tree.Validation;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/**
 * A project in its canonical form.
 *
 * @param root the active services and what they use
 * @param all the same with the services of other profiles, and what nothing uses
 * @param name the project's name
 * @param environment what variables were looked up in
 * @param warnings what its author should know about the files
 */
public record ResolvedConfig(
    YamlMapping root,
    YamlMapping all,
    String name,
    Map<String, String> environment,
    List<Diagnostic> warnings) {

  /**
   * Loads a project and runs all phases on it.
   *
   * @throws jcompose.composer.load.ProjectException naming everything that is wrong with the files
   * @throws jcompose.composer.ComposerException when there is no file, or it cannot be read
   */
  public static ResolvedConfig load(LoadRequest request, ConfigOptions options) {
    ProjectTree tree = ProjectTree.read(request, options.interpolates());
    Problems problems = tree.problems();
    YamlEntry version = tree.root().entries().get("version");
    if (version != null) {
      problems.warn(version.value().position(), "version", "is obsolete, and ignored");
    }
    boolean complete = problems.isEmpty();
    Validation validation = new Validation(problems::add);
    validation.file(tree.root());
    new Rules(problems).file(tree.root());
    if (!complete || !validation.isSound()) {
      problems.throwIfAny();
    }
    Map<String, String> environment = tree.environment();
    YamlMapping moved =
        options.resolvesPaths()
            ? new Relocation(tree.directory(), environment).file(tree.root())
            : tree.root();
    YamlMapping all = new Canonical(problems::add).file(moved);
    if (options.normalizes()) {
      String directory = options.resolvesPaths() ? tree.directory().toString() : ".";
      all = new Defaults(tree.name(), directory).file(all);
    } else {
      all = Edit.of(all).put("name", tree.name()).ordered(ComposeShape.FILE);
    }
    Set<String> active =
        Selection.services(all, request.activeProfiles(environment), request.services());
    if (options.checks()) {
      new Consistency(all, active, problems).check();
    }
    YamlMapping root = Selection.only(all, active);
    if (options.resolvesVariables()) {
      root = variables(root, new Variables(tree.directory(), environment, tree.reader(), problems));
    }
    problems.throwIfAny();
    return new ResolvedConfig(
        options.normalizes() ? Selection.used(root) : root,
        all,
        tree.name(),
        environment,
        problems.warnings());
  }

  private static YamlMapping variables(YamlMapping root, Variables variables) {
    Edit edit = Edit.of(root);
    edit.change(
        "services",
        services -> {
          Map<String, YamlEntry> resolved = new LinkedHashMap<>();
          Edit.entriesOf(services)
              .forEach(
                  (key, entry) ->
                      resolved.put(key, entry.with(variables.service(key, entry.value()))));
          return new YamlMapping(resolved, services.position());
        });
    return edit.mapping();
  }

  /**
   * The project with other images.
   *
   * @param change makes another image of one, whose place it is told
   */
  public ResolvedConfig withImages(BiFunction<Position, String, String> change) {
    Edit edit = Edit.of(root);
    edit.change(
        "services",
        services -> {
          Map<String, YamlEntry> changed = new LinkedHashMap<>();
          Edit.entriesOf(services)
              .forEach((key, entry) -> changed.put(key, entry.with(image(entry.value(), change))));
          return new YamlMapping(changed, services.position());
        });
    return new ResolvedConfig(edit.mapping(), all, name, environment, warnings);
  }

  private static YamlNode image(YamlNode node, BiFunction<Position, String, String> change) {
    Edit service = Edit.of(node);
    service.change(
        "image",
        image ->
            YamlScalar.string(
                change.apply(image.position(), Edit.textOf(image)), image.position()));
    return service.mapping();
  }

  /** The keys of a top-level element: the names of the services, of the volumes, ... */
  public Set<String> names(String element) {
    return new TreeSet<>(Edit.of(root).entries(element).keySet());
  }

  /** The active services by name. */
  public Map<String, YamlNode> services() {
    Map<String, YamlNode> services = new LinkedHashMap<>();
    Edit.of(root).entries("services").forEach((key, entry) -> services.put(key, entry.value()));
    return services;
  }

  /** The image of each service; that of one that is built is called {@code PROJECT-SERVICE}. */
  public Set<String> images() {
    Set<String> images = new TreeSet<>();
    for (YamlEntry entry : Edit.of(root).entries("services").values()) {
      Edit service = Edit.of(entry.value());
      if (service.has("image")) {
        images.add(service.text("image"));
      } else if (service.has("build")) {
        images.add(name + "-" + entry.key());
      }
    }
    return images;
  }

  /** The profiles that services name, active or not. */
  public Set<String> profiles() {
    Set<String> profiles = new TreeSet<>();
    for (YamlEntry entry : Edit.of(all).entries("services").values()) {
      Edit.of(entry.value()).items("profiles").forEach(item -> profiles.add(Edit.textOf(item)));
    }
    return profiles;
  }
}
