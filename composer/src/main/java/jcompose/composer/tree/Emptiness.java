package jcompose.composer.tree;

import jcompose.composer.shape.ScalarShape;
import jcompose.composer.shape.ScalarType;
import jcompose.composer.shape.Shape;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlSequence;

/** Values that mean the same as none: false, zero, empty. */
final class Emptiness {
  private Emptiness() {}

  static boolean of(YamlNode node, Shape shape) {
    if (node instanceof YamlMapping mapping) {
      return mapping.entries().isEmpty();
    }
    if (node instanceof YamlSequence list) {
      return list.items().isEmpty();
    }
    YamlScalar scalar = (YamlScalar) node;
    return switch (scalar.type()) {
      case STRING -> scalar.text().isEmpty() || (isQuantity(shape) && isZero(scalar.text()));
      case BOOLEAN -> scalar.text().equals("false");
      case INTEGER, FLOAT -> scalar.text().equals("0");
      case NULL -> true;
    };
  }

  private static boolean isQuantity(Shape shape) {
    return shape instanceof ScalarShape scalar
        && (scalar.type() == ScalarType.BYTES
            || scalar.type() == ScalarType.QUOTED_BYTES
            || scalar.type() == ScalarType.DURATION);
  }

  private static boolean isZero(String text) {
    return text.equals("0") || text.equals("0s");
  }
}
