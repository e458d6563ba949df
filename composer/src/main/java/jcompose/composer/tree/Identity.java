package jcompose.composer.tree;

import java.util.List;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.Shorthand;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** What tells the items of a list apart. */
final class Identity {
  private Identity() {}

  /** The item's name among the others; empty when it is like no other. */
  static String of(YamlNode item, Join join) {
    return switch (join) {
      case APPEND, REPLACE -> "";
      case TEXT -> text(item);
      case KEY -> text(item).split("=", 2)[0];
      case PATH -> word(item, "path");
      case SUBNET -> item instanceof YamlMapping ? "subnet " + word(item, "subnet") : "";
      case CONFIG -> file(item, "/");
      case SECRET -> file(item, "/run/secrets/");
      case TARGET -> {
        YamlNode mount = longForm(Shorthand.VOLUME, item);
        yield normal(word(mount, "target"));
      }
      case DEVICE -> {
        YamlNode device = longForm(Shorthand.DEVICE, item);
        String target = word(device, "target");
        yield target.isEmpty() ? word(device, "source") : target;
      }
      case PORT -> port(longForm(Shorthand.PORT, item));
    };
  }

  private static String file(YamlNode item, String folder) {
    String target = item instanceof YamlMapping ? word(item, "target") : "";
    return target.isEmpty() ? folder + word(item, "source") : target;
  }

  private static String port(YamlNode port) {
    if (!(port instanceof YamlMapping)) {
      return text(port);
    }
    String address = word(port, "host_ip");
    String protocol = word(port, "protocol");
    return (address.isEmpty() ? "0.0.0.0" : address)
        + ":"
        + word(port, "published")
        + ":"
        + word(port, "target")
        + "/"
        + (protocol.isEmpty() ? "tcp" : protocol);
  }

  /** The long form of an item; of one that means several, or is wrong, itself. */
  private static YamlNode longForm(Shorthand shorthand, YamlNode item) {
    List<YamlNode> expanded = LongForms.of(shorthand, item, (Problem problem) -> {}, "");
    return expanded.size() == 1 ? expanded.get(0) : item;
  }

  private static String normal(String path) {
    String single = path.replaceAll("/+", "/");
    boolean trailing = single.length() > 1 && single.endsWith("/");
    return trailing ? single.substring(0, single.length() - 1) : single;
  }

  /** A scalar's text, or that of a key of a mapping. */
  private static String word(YamlNode node, String key) {
    return node instanceof YamlMapping mapping
        ? mapping.get(key).map(Identity::text).orElse("")
        : text(node);
  }

  private static String text(YamlNode node) {
    return node instanceof YamlScalar scalar ? ScalarText.of(scalar) : "";
  }
}
