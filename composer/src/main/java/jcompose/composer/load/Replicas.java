package jcompose.composer.load;

import java.util.Optional;
import jcompose.composer.yaml.ScalarText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;

/** How many containers a service asks for. */
final class Replicas {
  private Replicas() {}

  /** Of {@code scale} or {@code deploy.replicas}; 1 when it says nothing, or nothing right. */
  static int of(YamlNode service) {
    return value(service, "scale")
        .or(() -> value(service, "deploy").flatMap(deploy -> value(deploy, "replicas")))
        .filter(node -> node instanceof YamlScalar)
        .map(node -> ScalarText.of((YamlScalar) node))
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .orElse(1);
  }

  private static Optional<YamlNode> value(YamlNode node, String key) {
    return node instanceof YamlMapping mapping ? mapping.get(key) : Optional.empty();
  }
}
