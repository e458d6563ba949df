package jcompose.composer.tree;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import jcompose.composer.shape.Shorthand;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** Makes short syntax long: scalars that stand for mappings. */
final class LongForms {
  private LongForms() {}

  /**
   * The mappings that a value means: itself when it is one, or cannot be made one.
   *
   * @param path the value's, for problems
   */
  static List<YamlNode> of(
      Shorthand shorthand, YamlNode node, Consumer<Problem> problems, String path) {
    if (!(node instanceof YamlScalar scalar) || scalar.isNull()) {
      return List.of(node);
    }
    String text = ScalarText.of(scalar);
    try {
      return switch (shorthand) {
        case PORT -> ShortPort.expand(text, node.position());
        case VOLUME -> List.of(ShortMount.expand(text, node.position()));
        case DEVICE -> List.of(device(text, scalar));
        case GPUS -> List.of(gpus(text, scalar));
        default -> List.of(plain(shorthand, node));
      };
    } catch (IllegalArgumentException e) {
      if (text.indexOf('$') < 0) { // or else its variables were not put in
        problems.accept(new Problem(node.position(), path, String.valueOf(e.getMessage())));
      }
      return List.of(node);
    }
  }

  /** The mapping with the scalar under the one key that it is short for. */
  static YamlNode plain(Shorthand shorthand, YamlNode node) {
    String key =
        switch (shorthand) {
          case CONTEXT -> "context";
          case SERVICE -> "service";
          case PATH -> "path";
          case SOURCE -> "source";
          default -> "";
        };
    boolean expands = node instanceof YamlScalar && !node.isNothing() && !key.isEmpty();
    return expands ? Nodes.at(node.position()).put(key, node).mapping() : node;
  }

  private static YamlMapping device(String text, YamlScalar node) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    if (parts.size() > 3 || parts.contains("")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form SOURCE[:TARGET[:PERMISSIONS]]");
    }
    return Nodes.at(node.position())
        .put("source", parts.get(0))
        .put("target", parts.get(parts.size() > 1 ? 1 : 0))
        .put("permissions", parts.size() > 2 ? parts.get(2) : "rwm")
        .mapping();
  }

  private static YamlMapping gpus(String text, YamlScalar node) {
    if (!text.equals("all")) {
      throw new IllegalArgumentException("'" + text + "' is not 'all' or a list of devices");
    }
    return Nodes.at(node.position()).put("count", -1).mapping();
  }
}
