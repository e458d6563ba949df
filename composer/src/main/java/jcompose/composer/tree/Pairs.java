package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.shape.EntriesShape;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.ScalarType;
import jcompose.composer.yaml.YamlEntry;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** Attributes that are a mapping or a list, in one of the two forms. */
final class Pairs {
  private Pairs() {}

  /** The mapping that a node with this shape means; what is neither form stays as it is. */
  static YamlNode mapping(YamlNode node, EntriesShape shape) {
    if (!(node instanceof YamlSequence list) || shape.listing() == Listing.NONE) {
      return node;
    }
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlScalar scalar && !scalar.isNull()) {
        YamlEntry entry = entry(scalar, shape.listing());
        entries.put(entry.key(), entry);
      }
    }
    return new YamlMapping(entries, node.position());
  }

  private static YamlEntry entry(YamlScalar item, Listing listing) {
    String text = ScalarText.of(item);
    int equals = listing == Listing.PAIRS ? text.indexOf('=') : -1;
    if (equals >= 0) {
      YamlNode value = YamlScalar.string(text.substring(equals + 1), item.position());
      return new YamlEntry(text.substring(0, equals), item.position(), value);
    }
    YamlNode value =
        listing == Listing.DEPENDENCIES ? dependency(item) : YamlScalar.none(item.position());
    return new YamlEntry(text, item.position(), value);
  }

  private static YamlNode dependency(YamlScalar item) {
    YamlNode condition = YamlScalar.string("service_started", item.position());
    YamlNode required = new YamlScalar("true", ScalarType.BOOLEAN, item.position());
    return YamlMapping.of(
        List.of(
            new YamlEntry("condition", item.position(), condition),
            new YamlEntry("required", item.position(), required)),
        item.position());
  }

  /**
   * The list that hosts or keys mean, each item {@code NAME=VALUE} or {@code NAME}.
   *
   * @param hosts whether a name may have several values, and {@code :} stands for {@code =}
   */
  static List<YamlScalar> list(YamlNode node, boolean hosts) {
    List<YamlScalar> result = new ArrayList<>();
    if (node instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries().values()) {
        List<YamlNode> values =
            entry.value() instanceof YamlSequence several
                ? several.items()
                : List.of(entry.value());
        for (YamlNode value : values) {
          String text = value instanceof YamlScalar scalar ? ScalarText.of(scalar) : "";
          String pair = text.isEmpty() ? entry.key() : entry.key() + "=" + text;
          result.addAll(hosts ? addresses(pair, value) : List.of(string(pair, value)));
        }
      }
    } else {
      List<YamlNode> items =
          node instanceof YamlSequence sequence ? sequence.items() : List.of(node);
      for (YamlNode item : items) {
        if (item instanceof YamlScalar scalar && !scalar.isNull()) {
          result.addAll(hosts ? addresses(scalar.text(), scalar) : List.of(scalar));
        }
      }
    }
    return result;
  }

  /** One {@code HOST=ADDRESS} for each address; IPv6 addresses may be in brackets. */
  private static List<YamlScalar> addresses(String pair, YamlNode node) {
    int separator = pair.indexOf('=');
    if (separator < 0) {
      separator = pair.indexOf(':');
    }
    if (separator < 0) {
      return List.of(string(pair, node));
    }
    String host = pair.substring(0, separator);
    List<YamlScalar> result = new ArrayList<>();
    for (String address : pair.substring(separator + 1).split(",", -1)) {
      String bare = address.strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        bare = bare.substring(1, bare.length() - 1);
      }
      result.add(string(host + "=" + bare, node));
    }
    return result;
  }

  private static YamlScalar string(String text, YamlNode node) {
    return YamlScalar.string(text, node.position());
  }
}
