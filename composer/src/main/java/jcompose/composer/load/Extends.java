package jcompose.composer.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;
import jcompose.composer.tree.Merge;
import jcompose.composer.tree.Relocation;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/**
 * The phase that lays a service over the one that it {@code extends}, of its own file or another.
 */
final class Extends {
  /** A service on the way from one that extends to what it extends. */
  private record Step(Path file, String service) {}

  /** What a service extends, as it is laid under it. */
  private record Base(String file, String service, YamlMapping tree) {}

  /** A file's services, where relative paths in them start. */
  private record Home(Path file, YamlMapping services, Scope scope) {}

  /** Services on the longest way; a person's file has three. */
  private static final int MAXIMUM_DEPTH = 100;

  private final Layers layers;
  private final Merge merge;
  private final Problems problems;
  private final Map<Path, YamlMapping> files = new HashMap<>();
  private final Map<Step, YamlMapping> done = new HashMap<>();
  private boolean cyclic;

  Extends(Layers layers, Merge merge, Problems problems) {
    this.layers = layers;
    this.merge = merge;
    this.problems = problems;
  }

  YamlMapping apply(YamlMapping root, Path file, Scope scope) {
    YamlEntry services = root.entries().get("services");
    if (services == null || !(services.value() instanceof YamlMapping mapping)) {
      return root;
    }
    problems.origins().services(mapping.entries().keySet());
    Home home = new Home(file, mapping, scope);
    Map<String, YamlEntry> resolved = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries().values()) {
      resolved.put(entry.key(), entry.with(resolve(home, entry, new ArrayList<>())));
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>(root.entries());
    entries.put("services", services.with(new YamlMapping(resolved, mapping.position())));
    return new YamlMapping(entries, root.position());
  }

  private YamlNode resolve(Home home, YamlEntry entry, List<Step> chain) {
    if (!(entry.value() instanceof YamlMapping service)) {
      return entry.value();
    }
    YamlEntry extension = service.entries().get("extends");
    if (extension == null) {
      return service;
    }
    Step step = new Step(home.file(), entry.key());
    YamlMapping known = done.get(step);
    if (known != null) {
      return known;
    }
    YamlMapping own = without(service, "extends");
    Attribute attribute =
        new Attribute(extension.value(), "services." + entry.key() + ".extends", problems);
    if (chain.contains(step)) {
      cyclic = true;
      attribute.problem(cycle(chain.subList(chain.indexOf(step), chain.size()), step));
      return own;
    }
    if (chain.size() == MAXIMUM_DEPTH) {
      attribute.problem("leads through more than " + MAXIMUM_DEPTH + " services");
      return own;
    }
    chain.add(step);
    Optional<Base> base = base(home, attribute, chain);
    chain.remove(chain.size() - 1);
    if (base.isEmpty()) {
      return own;
    }
    Base found = base.get();
    Position at = attribute.position();
    problems
        .origins()
        .extension(at.file(), entry.key(), at, found.file(), found.service(), found.tree());
    YamlMapping merged = merge.service(found.tree(), own, entry.key());
    if (!cyclic) {
      done.put(step, merged);
    }
    return merged;
  }

  private Optional<Base> base(Home home, Attribute extension, List<Step> chain) {
    if (extension.isNull()) {
      return Optional.empty();
    }
    Map<String, Attribute> fields =
        extension.isMapping()
            ? extension.fields(Keys.of("service", "file"))
            : Map.of("service", extension);
    Attribute service = fields.get("service");
    if (service == null) {
      extension.problem("needs 'service'");
      return Optional.empty();
    }
    Optional<String> name = service.nonEmptyString();
    Attribute file = fields.get("file");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (file == null) {
      return inSame(home, service, name.get(), chain);
    }
    return file.nonEmptyString().flatMap(path -> inOther(home, service, file, path, chain));
  }

  private Optional<Base> inSame(Home home, Attribute service, String name, List<Step> chain) {
    YamlEntry entry = home.services().entries().get(name);
    if (entry == null) {
      service.problem(
          "no service '" + name + "'" + Suggestion.of(name, home.services().entries().keySet()));
      return Optional.empty();
    }
    return resolve(home, entry, chain) instanceof YamlMapping mapping
        ? Optional.of(new Base(home.services().position().file(), name, mapping))
        : Optional.empty();
  }

  private Optional<Base> inOther(
      Home home, Attribute service, Attribute file, String path, List<Step> chain) {
    if (path.contains("://")) {
      file.problem("'" + path + "': only local files are extended");
      return Optional.empty();
    }
    Path other = home.scope().resolve(path);
    if (!Files.exists(other)) {
      file.problem("no such file: " + other);
      return Optional.empty();
    }
    Scope scope = home.scope().in(Optional.ofNullable(other.getParent()).orElse(other));
    String name = service.string().orElse("");
    YamlMapping root = files.get(other);
    if (root == null) {
      root = layers.raw(other, scope, chain.get(chain.size() - 1).service(), file.position());
      files.put(other, root);
    }
    YamlNode services = root.get("services").orElseGet(() -> YamlScalar.none(file.position()));
    if (!(services instanceof YamlMapping mapping)) {
      file.problem("'" + path + "' has no services");
      return Optional.empty();
    }
    Relocation relocation = new Relocation(scope.directory(), scope.environment());
    return inSame(new Home(other, mapping, scope), service, name, chain)
        .map(base -> new Base(base.file(), base.service(), relocation.service(base.tree())));
  }

  private static String cycle(List<Step> steps, Step again) {
    boolean oneFile = steps.stream().allMatch(step -> step.file().equals(again.file()));
    List<String> names = new ArrayList<>();
    List<Step> all = new ArrayList<>(steps);
    all.add(again);
    for (Step step : all) {
      names.add(oneFile ? step.service() : step.service() + " (" + step.file().getFileName() + ")");
    }
    return "a service cannot extend itself: " + String.join(" -> ", names);
  }

  private static YamlMapping without(YamlMapping mapping, String key) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove(key);
    return new YamlMapping(entries, mapping.position());
  }
}
