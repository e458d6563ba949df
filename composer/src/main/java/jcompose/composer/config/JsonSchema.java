package jcompose.composer.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jcompose.composer.model.Position;
import jcompose.composer.shape.AnyShape;
import jcompose.composer.shape.ComposeShape;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.Field;
import jcompose.composer.shape.FieldsShape;
import jcompose.composer.shape.ListShape;
import jcompose.composer.shape.PairsShape;
import jcompose.composer.shape.ScalarShape;
import jcompose.composer.shape.Shape;
import jcompose.composer.shape.Shorthand;
import jcompose.composer.tree.Nodes;
import jcompose.composer.yaml.JsonText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/**
 * The shapes as a JSON schema (draft 7), so that editors complete and check files. It accepts what
 * {@link jcompose.composer.tree.Validation} accepts, before variables are put in: a {@code $} may
 * stand in every scalar. What a scalar says in detail (a duration's units) is left to the loader.
 */
public final class JsonSchema {
  private static final Position NOWHERE = new Position("", 1, 1);
  private static final String DEFINITION = "#/definitions/";
  private static final String VARIABLE = "\\$";
  private static final String BOOLEAN_WORDS =
      "^([tT][rR][uU][eE]|[yY]([eE][sS])?|[oO][nN]|[fF][aA][lL][sS][eE]|[nN][oO]?|[oO][fF][fF])$";

  private final Map<String, YamlNode> definitions = new TreeMap<>();

  private JsonSchema() {}

  /** The schema's text, with its last line's end. */
  public static String text() {
    return JsonText.of(new JsonSchema().file()) + "\n";
  }

  private YamlMapping file() {
    YamlMapping file = object(ComposeShape.FILE);
    Nodes root =
        Nodes.at(NOWHERE)
            .put("$schema", "http://json-schema.org/draft-07/schema#")
            .put("title", "A Compose file as jcompose reads it");
    file.entries().values().forEach(entry -> root.put(entry.key(), entry.value()));
    return root.put("definitions", mapping(definitions)).mapping();
  }

  private YamlNode schema(Shape shape) {
    if (shape instanceof AnyShape) {
      return Nodes.at(NOWHERE).mapping();
    }
    List<YamlNode> forms = new ArrayList<>();
    if (shape instanceof ScalarShape scalar) {
      forms.add(scalar(scalar));
    } else if (shape instanceof ListShape list) {
      list(list, forms);
    } else if (shape instanceof FieldsShape fields) {
      fields(fields, forms);
    } else if (shape instanceof EntriesShape entries) {
      entries(entries, forms);
    } else if (shape instanceof PairsShape pairs) {
      pairs(pairs, forms);
    }
    if (shape.nullable()) {
      forms.add(type("null"));
    }
    return any(forms);
  }

  private void fields(FieldsShape shape, List<YamlNode> forms) {
    for (Map.Entry<String, FieldsShape> named : ComposeShape.named().entrySet()) {
      if (shape.equals(named.getValue())) {
        if (!definitions.containsKey(named.getKey())) { // itself defines others
          definitions.put(named.getKey(), object(shape));
        }
        forms.add(reference(named.getKey()));
        return;
      }
    }
    forms.add(object(shape));
    if (shape.shorthand() != Shorthand.NONE) {
      forms.add(shorthand(shape.shorthand()));
    }
  }

  private YamlMapping object(FieldsShape shape) {
    Nodes properties = Nodes.at(NOWHERE);
    List<YamlNode> required = new ArrayList<>();
    for (Field field : shape.fields().values()) {
      YamlNode value = schema(field.shape());
      properties.put(field.key(), value);
      if (field.own()) {
        properties.put("x-" + field.key(), value);
      }
      if (field.required()) {
        required.add(string(field.key()));
      }
    }
    Nodes object = Nodes.at(NOWHERE).put("type", "object").put("properties", properties.mapping());
    if (!required.isEmpty()) {
      object.put("required", new YamlSequence(required, NOWHERE));
    }
    if (shape.extensible()) {
      object.put("patternProperties", Nodes.at(NOWHERE).put("^x-", empty()).mapping());
    }
    return object.put("additionalProperties", false).mapping();
  }

  private void entries(EntriesShape shape, List<YamlNode> forms) {
    YamlNode value = schema(shape.value());
    if (shape.absent() != Absent.VALUE) {
      value = any(List.of(value, type("null")));
    }
    Nodes object = Nodes.at(NOWHERE).put("type", "object");
    String pattern = shape.key().pattern();
    if (Pattern.matches(pattern, " ")) { // any key
      object.put("additionalProperties", value);
    } else {
      object
          .put("patternProperties", Nodes.at(NOWHERE).put(pattern, value).mapping())
          .put("additionalProperties", false);
    }
    forms.add(object.mapping());
    if (shape.listing() != Listing.NONE) {
      forms.add(array(type("string")));
    }
  }

  private void list(ListShape shape, List<YamlNode> forms) {
    forms.add(array(schema(shape.item())));
    switch (shape.single()) {
      case WORDS, SHELL -> forms.add(type("string"));
      case ITEM ->
          forms.add(
              shape.item() instanceof FieldsShape fields
                  ? shorthand(fields.shorthand())
                  : schema(shape.item()));
      case NONE -> {}
    }
  }

  private void pairs(PairsShape shape, List<YamlNode> forms) {
    YamlNode value =
        shape.hosts()
            ? any(List.of(type("string"), array(type("string"))))
            : type("string", "null");
    forms.add(Nodes.at(NOWHERE).put("type", "object").put("additionalProperties", value).mapping());
    forms.add(array(type("string")));
  }

  private YamlNode scalar(ScalarShape shape) {
    if (!shape.words().isEmpty()) {
      List<YamlNode> words = shape.words().stream().<YamlNode>map(JsonSchema::string).toList();
      YamlNode word = Nodes.at(NOWHERE).put("enum", new YamlSequence(words, NOWHERE)).mapping();
      return any(List.of(word, matching(VARIABLE)));
    }
    return switch (shape.type()) {
      case STRING, PATH, IMAGE, CONTEXT, QUOTED_BYTES, DURATION ->
          shape
              .pattern()
              .map(pattern -> matching("(" + pattern.pattern() + ")|" + VARIABLE))
              .orElseGet(() -> type("string"));
      case VALUE -> type("string", "number", "boolean");
      case BOOLEAN -> bool();
      case TEXT, INTEGER, NUMBER, BYTES, MICROSECONDS, MODE, BITS, COUNT ->
          type("number", "string");
    };
  }

  private YamlNode shorthand(Shorthand shorthand) {
    return switch (shorthand) {
      case PORT, ULIMIT -> type("number", "string");
      case EXTERNAL -> bool();
      case GPUS -> matching("^all$|" + VARIABLE);
      default -> type("string");
    };
  }

  private YamlNode bool() {
    definitions.computeIfAbsent(
        "boolean",
        key ->
            any(
                new ArrayList<>(
                    List.of(type("boolean"), matching(BOOLEAN_WORDS + "|" + VARIABLE)))));
    return reference("boolean");
  }

  private static YamlNode array(YamlNode item) {
    return Nodes.at(NOWHERE).put("type", "array").put("items", item).mapping();
  }

  private static YamlNode matching(String pattern) {
    return Nodes.at(NOWHERE).put("type", "string").put("pattern", pattern).mapping();
  }

  private static YamlNode type(String... types) {
    List<YamlNode> names = new ArrayList<>();
    for (String type : types) {
      names.add(string(type));
    }
    YamlNode value = names.size() == 1 ? names.get(0) : new YamlSequence(names, NOWHERE);
    return Nodes.at(NOWHERE).put("type", value).mapping();
  }

  /** One of several forms. */
  private static YamlNode any(List<YamlNode> forms) {
    if (forms.size() == 1) {
      return forms.get(0);
    }
    return Nodes.at(NOWHERE).put("anyOf", new YamlSequence(forms, NOWHERE)).mapping();
  }

  private static YamlNode reference(String definition) {
    return Nodes.at(NOWHERE).put("$ref", DEFINITION + definition).mapping();
  }

  private static YamlNode empty() {
    return Nodes.at(NOWHERE).mapping();
  }

  private static YamlNode string(String text) {
    return YamlScalar.string(text, NOWHERE);
  }

  private static YamlMapping mapping(Map<String, YamlNode> entries) {
    Nodes mapping = Nodes.at(NOWHERE);
    entries.forEach(mapping::put);
    return mapping.mapping();
  }
}
