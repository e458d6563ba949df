package jcompose.composer.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.load.EnvironmentFile;
import jcompose.composer.load.Problems;
import jcompose.composer.load.SourceReader;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/**
 * The phase that puts the files of variables and labels, and the user's environment, into a
 * service.
 */
final class Variables {
  private final Path directory;
  private final Map<String, String> environment;
  private final SourceReader reader;
  private final Problems problems;

  Variables(
      Path directory, Map<String, String> environment, SourceReader reader, Problems problems) {
    this.directory = directory;
    this.environment = environment;
    this.reader = reader;
    this.problems = problems;
  }

  YamlNode service(String name, YamlNode node) {
    Edit service = Edit.of(node);
    String path = "services." + name;
    resolve(service, path, "env_file", "environment");
    resolve(service, path, "label_file", "labels");
    service.change("build", this::build);
    return service.ordered(ComposeShape.service());
  }

  private void resolve(Edit service, String path, String filesKey, String key) {
    Map<String, String> known = new LinkedHashMap<>(environment);
    Map<String, YamlEntry> own = service.entries(key);
    own.forEach(
        (name, entry) -> {
          if (!entry.value().isNothing()) {
            known.putIfAbsent(name, Edit.textOf(entry.value()));
          }
        });
    Map<String, String> values = new LinkedHashMap<>();
    for (YamlNode file : service.items(filesKey)) {
      read(file, path + "." + filesKey, new EnvironmentFile(known, values, problems));
    }
    service.remove(filesKey);
    if (values.isEmpty() && own.isEmpty()) {
      return;
    }
    Edit all = Edit.of(service.get(key).orElse(new YamlMapping(Map.of(), service.position())));
    values.forEach(
        (name, value) -> {
          if (!all.has(name)) {
            all.put(name, value);
          }
        });
    own.keySet().forEach(name -> all.change(name, value -> inherited(name, value)));
    service.put(key, all.sorted());
  }

  private YamlNode inherited(String name, YamlNode value) {
    String inherited = environment.get(name);
    return value.isNothing() && inherited != null
        ? YamlScalar.string(inherited, value.position())
        : value;
  }

  private void read(YamlNode item, String attribute, EnvironmentFile file) {
    Edit fields = Edit.of(item);
    String path = item instanceof YamlScalar ? Edit.textOf(item) : fields.text("path");
    boolean required = !fields.text("required").equals("false");
    Optional<SourceText> source = reader.readIfExists(directory.resolve(path).normalize());
    if (source.isEmpty()) {
      if (required) {
        problems.add(item.position(), attribute, "file '" + path + "' does not exist");
      }
      return;
    }
    problems.reads(source.get(), attribute, item.position());
    if (fields.text("format").equals("raw")) {
      file.readRaw(source.get());
    } else {
      file.read(source.get());
    }
  }

  /** Arguments without a value are not there. */
  private YamlNode build(YamlNode node) {
    Edit build = Edit.of(node);
    build.change(
        "args",
        args -> {
          Edit edit = Edit.of(args);
          for (String name : Edit.entriesOf(args).keySet()) {
            edit.change(name, value -> inherited(name, value));
            if (edit.get(name).filter(YamlNode::isNothing).isPresent()) {
              edit.remove(name);
            }
          }
          return edit.mapping();
        });
    if (build.has("args") && build.entries("args").isEmpty()) {
      build.remove("args");
    }
    return build.mapping();
  }
}
