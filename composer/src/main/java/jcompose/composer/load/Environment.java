package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlScalar;

/** Binds {@code env_file}, {@code environment} and {@code labels}. */
final class Environment {
  private static final Keys FILE_KEYS = Keys.of("path", "required", "format");

  private final Context context;
  private final Map<String, String> values = new LinkedHashMap<>();

  Environment(Context context) {
    this.context = context;
  }

  /** The files' variables, then the file's own, which win. */
  Map<String, String> bind(Optional<Attribute> files, Optional<Attribute> environment) {
    files.ifPresent(attribute -> attribute.itemsOrOne().forEach(this::file));
    environment.ifPresent(this::variables);
    return values;
  }

  private void file(Attribute item) {
    if (!item.isMapping()) {
      item.nonEmptyString().ifPresent(path -> read("env file", item, path, true, false));
      return;
    }
    Map<String, Attribute> fields = item.fields(FILE_KEYS);
    Attribute path = fields.get("path");
    if (path == null) {
      item.problem("needs 'path'");
      return;
    }
    Attribute required = fields.get("required");
    Attribute format = fields.get("format");
    boolean raw = format != null && format.oneOf(List.of("raw")).isPresent();
    boolean must = required == null || required.bool();
    path.nonEmptyString().ifPresent(text -> read("env file", path, text, must, raw));
  }

  private void read(String what, Attribute attribute, String path, boolean required, boolean raw) {
    context
        .hostPath(attribute, path)
        .flatMap(file -> context.reader().readIfExists(file))
        .ifPresentOrElse(
            source -> {
              context.problems().reads(source, attribute.path(), attribute.position());
              parse(source, raw);
            },
            () -> {
              if (required) {
                attribute.problem(what + " '" + path + "' does not exist");
              }
            });
  }

  private void parse(SourceText source, boolean raw) {
    EnvironmentFile file = new EnvironmentFile(context.environment(), values, context.problems());
    if (raw) {
      file.readRaw(source);
    } else {
      file.read(source);
    }
  }

  private void variables(Attribute attribute) {
    for (YamlEntry entry : KeyValues.of(attribute).entries().values()) {
      Attribute value = attribute.child(entry);
      String key = entry.key();
      if (key.isEmpty() || key.endsWith(" ")) {
        String what = key.isEmpty() ? "is empty" : "'" + key + "' ends with a space";
        attribute.problemAt(entry.keyPosition(), "the variable's name " + what);
      } else if (value.isNull()) {
        String inherited = context.environment().get(key);
        if (inherited == null) {
          values.remove(key);
        } else {
          values.put(key, inherited);
        }
      } else {
        text(value).ifPresent(text -> values.put(key, text));
      }
    }
  }

  /** The labels of files, then the service's own, which win. */
  static Map<String, String> labels(
      Context context, Optional<Attribute> files, Optional<Attribute> labels) {
    Environment ofFiles = new Environment(context);
    files.ifPresent(
        attribute ->
            attribute
                .itemsOrOne()
                .forEach(
                    item ->
                        item.nonEmptyString()
                            .ifPresent(
                                path -> ofFiles.read("label file", item, path, true, false))));
    labels.ifPresent(attribute -> ofFiles.values.putAll(labels(attribute)));
    return ofFiles.values;
  }

  static Map<String, String> labels(Attribute attribute) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (YamlEntry entry : KeyValues.of(attribute).entries().values()) {
      text(attribute.child(entry)).ifPresent(text -> labels.put(entry.key(), text));
    }
    return labels;
  }

  static Optional<String> text(Attribute value) {
    if (value.node() instanceof YamlScalar scalar) {
      return Optional.of(ScalarText.of(scalar));
    }
    value.problem("must be a string, number or boolean, not " + value.node().kind());
    return Optional.empty();
  }
}
