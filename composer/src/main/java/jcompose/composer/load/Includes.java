package jcompose.composer.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.tree.Relocation;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;

/**
 * The phase that adds the services, networks, ... of the files that a file {@code include}s. Each
 * has a folder and a .env file of its own; what two of them define differently is refused.
 */
final class Includes {
  private static final List<String> RESOURCES =
      List.of("services", "networks", "volumes", "secrets", "configs", "models");

  private static final Keys KEYS = Keys.of("path", "project_directory", "env_file");

  private final Layers layers;
  private final SourceReader reader;
  private final Problems problems;

  Includes(Layers layers, SourceReader reader, Problems problems) {
    this.layers = layers;
    this.reader = reader;
    this.problems = problems;
  }

  /**
   * The file with what it includes.
   *
   * @param chain the absolute files that include each other, this one last
   */
  YamlMapping apply(YamlMapping root, Scope scope, List<Path> chain) {
    YamlEntry include = root.entries().get("include");
    if (include == null) {
      return root;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(root.entries());
    entries.remove("include");
    YamlMapping result = new YamlMapping(entries, root.position());
    for (Attribute item : new Attribute(include.value(), "include", problems).items()) {
      Optional<YamlMapping> included = included(item, scope, chain);
      if (included.isPresent()) {
        result = add(result, included.get(), item);
      }
    }
    return result;
  }

  private Optional<YamlMapping> included(Attribute item, Scope scope, List<Path> chain) {
    Map<String, Attribute> fields = item.isMapping() ? item.fields(KEYS) : Map.of("path", item);
    Attribute path = fields.get("path");
    if (path == null) {
      item.problem("needs 'path'");
      return Optional.empty();
    }
    List<Path> files = files(path, scope, chain);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Path folder =
        Optional.ofNullable(fields.get("project_directory"))
            .flatMap(Attribute::nonEmptyString)
            .map(scope::resolve)
            .orElseGet(() -> parent(files.get(0)));
    Scope inner =
        scope
            .in(folder)
            .with(environment(Optional.ofNullable(fields.get("env_file")), scope, folder));
    YamlMapping merged = layers.merge(layers.parse(files), inner, chain);
    return Optional.of(new Relocation(folder, inner.environment()).file(merged));
  }

  private List<Path> files(Attribute path, Scope scope, List<Path> chain) {
    List<Path> files = new ArrayList<>();
    for (Attribute item : path.itemsOrOne()) {
      String text = item.nonEmptyString().orElse("");
      Path file = scope.resolve(text);
      if (text.isEmpty()) {
        return List.of();
      } else if (text.contains("://") || text.startsWith("git@")) {
        item.problem("'" + text + "': only local files are included");
        return List.of();
      } else if (chain.contains(file)) {
        item.problem("a file cannot include itself: " + cycle(chain, file));
        return List.of();
      } else if (!Files.exists(file)) {
        item.problem("no such file: " + file);
        return List.of();
      }
      problems.origins().included(reader.name(file), item.position());
      files.add(file);
    }
    return files;
  }

  private String cycle(List<Path> chain, Path again) {
    List<String> names =
        new ArrayList<>(
            chain.subList(chain.indexOf(again), chain.size()).stream().map(reader::name).toList());
    names.add(reader.name(again));
    return String.join(" -> ", names);
  }

  /** The including file's environment over the files that are named, or the folder's .env. */
  private Map<String, String> environment(Optional<Attribute> named, Scope scope, Path folder) {
    Map<String, String> values = new LinkedHashMap<>();
    EnvironmentFile file = new EnvironmentFile(scope.environment(), values, problems);
    Path standard = folder.resolve(".env");
    if (named.isEmpty() && Files.isRegularFile(standard)) {
      file.read(reader.read(standard));
    }
    for (Attribute item : named.map(Attribute::itemsOrOne).orElse(List.of())) {
      Path path = scope.resolve(item.nonEmptyString().orElse(""));
      if (Files.exists(path) && !Files.isDirectory(path)) {
        problems.origins().included(reader.name(path), item.position());
        file.read(reader.read(path));
      } else {
        item.problem("no such file: " + path);
      }
    }
    scope.environment().forEach(values::put);
    return values;
  }

  private YamlMapping add(YamlMapping root, YamlMapping included, Attribute item) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>(root.entries());
    for (String key : RESOURCES) {
      YamlEntry source = included.entries().get(key);
      if (source == null || !(source.value() instanceof YamlMapping resources)) {
        continue;
      }
      YamlEntry target = entries.get(key);
      boolean mapping = target != null && target.value() instanceof YamlMapping;
      if (target != null && !mapping && !target.value().isNothing()) {
        continue; // what is wrong with it is told where it stands
      }
      Map<String, YamlEntry> all = new LinkedHashMap<>();
      if (target != null && target.value() instanceof YamlMapping own) {
        all.putAll(own.entries());
      }
      for (YamlEntry resource : resources.entries().values()) {
        YamlEntry own = all.putIfAbsent(resource.key(), resource);
        if (own != null && !YamlNode.same(own.value(), resource.value())) {
          problems.add(
              own.keyPosition(),
              key + "." + own.key(),
              "conflicts with the one at "
                  + resource.keyPosition()
                  + ", which is included at "
                  + item.position());
        }
      }
      YamlMapping joined =
          new YamlMapping(all, (target == null ? source : target).value().position());
      entries.put(
          key, new YamlEntry(key, (target == null ? source : target).keyPosition(), joined));
    }
    return new YamlMapping(entries, root.position());
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(file);
  }
}
