package jcompose.composer.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A file's services, where relative paths in them start. */
  private record Home(Path file, YamlMapping services, Scope scope) {}

  private final Layers layers;
  private final Merge merge;
  private final Problems problems;

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
    YamlMapping own = without(service, "extends");
    Attribute attribute =
        new Attribute(extension.value(), "services." + entry.key() + ".extends", problems);
    Step step = new Step(home.file(), entry.key());
    if (chain.contains(step)) {
      attribute.problem(cycle(chain.subList(chain.indexOf(step), chain.size()), step));
      return own;
    }
    chain.add(step);
    Optional<YamlMapping> base = base(home, attribute, chain);
    chain.remove(chain.size() - 1);
    return base.map(found -> merge.service(found, own, entry.key())).orElse(own);
  }

  private Optional<YamlMapping> base(Home home, Attribute extension, List<Step> chain) {
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

  private Optional<YamlMapping> inSame(
      Home home, Attribute service, String name, List<Step> chain) {
    YamlEntry entry = home.services().entries().get(name);
    if (entry == null) {
      service.problem(
          "no service '" + name + "'" + Suggestion.of(name, home.services().entries().keySet()));
      return Optional.empty();
    }
    return resolve(home, entry, chain) instanceof YamlMapping mapping
        ? Optional.of(mapping)
        : Optional.empty();
  }

  private Optional<YamlMapping> inOther(
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
    YamlNode services =
        layers.raw(other, scope).get("services").orElseGet(() -> YamlScalar.none(file.position()));
    if (!(services instanceof YamlMapping mapping)) {
      file.problem("'" + path + "' has no services");
      return Optional.empty();
    }
    String name = service.string().orElse("");
    return inSame(new Home(other, mapping, scope), service, name, chain)
        .map(base -> new Relocation(scope.directory(), scope.environment()).service(base));
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
