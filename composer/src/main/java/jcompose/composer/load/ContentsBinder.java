package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Content;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;

/**
 * Binds the top-level {@code configs} or {@code secrets}. What cannot be had is told only when a
 * service uses it, as Docker Compose does.
 */
final class ContentsBinder {
  private static final Keys CONFIG =
      Keys.of("name", "file", "environment", "content", "external", "labels", "template_driver");
  private static final Keys SECRET =
      Keys.of(
          "name",
          "file",
          "environment",
          "external",
          "labels",
          "driver",
          "driver_opts",
          "template_driver");
  private static final List<String> SOURCES = List.of("file", "environment", "content");

  private final Context context;
  private final boolean secret;

  ContentsBinder(Context context, boolean secret) {
    this.context = context;
    this.secret = secret;
  }

  Map<String, Content> bind(Attribute declared) {
    Map<String, Content> contents = new LinkedHashMap<>();
    if (declared.node() instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        Attribute one = declared.child(entry);
        content(one, one.fields(secret ? SECRET : CONFIG), entry)
            .ifPresent(content -> contents.put(entry.key(), content));
      }
    } else if (!declared.isNull()) {
      declared.problem("must be a mapping, not " + declared.node().kind());
    }
    return contents;
  }

  private Optional<Content> content(Attribute one, Map<String, Attribute> fields, YamlEntry entry) {
    Attribute external = fields.get("external");
    if (external != null && (external.isMapping() || external.bool())) {
      return Optional.of(
          new Content.Unavailable(
              external.path()
                  + ": there is no store of "
                  + (secret ? "secrets" : "configs")
                  + " here; use 'file'"
                  + (secret ? " or 'environment'" : ", 'environment' or 'content'"),
              external.position()));
    }
    foreign(fields);
    List<String> given = SOURCES.stream().filter(fields::containsKey).toList();
    if (given.size() != 1) {
      one.problemAt(
          entry.keyPosition(),
          given.isEmpty()
              ? "needs "
                  + (secret ? "'file' or 'environment'" : "'file', 'environment' or 'content'")
              : "has both '" + given.get(0) + "' and '" + given.get(1) + "'; leave one out");
      return Optional.empty();
    }
    Attribute source = Optional.ofNullable(fields.get(given.get(0))).orElseThrow();
    return switch (given.get(0)) {
      case "file" ->
          source
              .nonEmptyString()
              .flatMap(path -> context.hostPath(source, path))
              .map(Content.OfFile::new);
      case "environment" -> source.nonEmptyString().map(name -> variable(source, name));
      default -> source.string().map(Content.Text::new);
    };
  }

  private Content variable(Attribute source, String name) {
    String value = context.environment().get(name);
    if (value == null) {
      return new Content.Unavailable(
          source.path() + ": the variable '" + name + "' is not set", source.position());
    }
    return secret ? new Content.OfVariable(name) : new Content.Text(value);
  }

  private void foreign(Map<String, Attribute> fields) {
    for (String key : List.of("driver", "driver_opts", "template_driver")) {
      Attribute field = fields.get(key);
      if (field != null && !(key.equals("driver_opts") && field.entries().isEmpty())) {
        field.problem("is for a store of Swarm's, which is not here: the content would differ");
      }
    }
    for (String key : List.of("name", "labels")) {
      Attribute field = fields.get(key);
      if (field != null) {
        context
            .problems()
            .warn(
                field.position(),
                field.path(),
                "without effect: it is for a store, and there is none here");
      }
    }
  }
}
