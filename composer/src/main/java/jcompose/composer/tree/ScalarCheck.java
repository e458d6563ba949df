package jcompose.composer.tree;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jcompose.composer.shape.ScalarShape;
import jcompose.composer.shape.ScalarType;
import jcompose.composer.shape.Shorthand;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlScalar;
import jcompose.engine.Suggestion;

/** Compares single values with their shapes. */
final class ScalarCheck {
  private static final Set<ScalarType> STRINGS =
      Set.of(
          ScalarType.STRING,
          ScalarType.PATH,
          ScalarType.IMAGE,
          ScalarType.CONTEXT,
          ScalarType.QUOTED_BYTES,
          ScalarType.DURATION);

  private static final int LONGEST_WORD = 1000;

  private final Consumer<Problem> problems;

  ScalarCheck(Consumer<Problem> problems) {
    this.problems = problems;
  }

  void check(YamlNode node, ScalarShape shape, String path) {
    if (!(node instanceof YamlScalar scalar)) {
      problem(node, path, "must be " + shape.kind() + ", not " + node.kind());
      return;
    }
    if (STRINGS.contains(shape.type()) ? !string(node, path) : !typed(scalar, shape, path)) {
      return;
    }
    String text = scalar.text();
    if (text.contains("${") || text.startsWith("$")) {
      return; // not interpolated
    }
    if (!shape.words().isEmpty() && !shape.words().contains(text)) {
      String words = String.join(", ", shape.words());
      problem(
          node, path, "'" + text + "' is not one of " + words + Suggestion.of(text, shape.words()));
    } else if (shape.pattern().isPresent() && !looksLike(text, shape.pattern().get())) {
      problem(node, path, "'" + text + "' does not look like " + shape.pattern().get());
    } else if (Texts.canonical(scalar, shape.type()).isEmpty()) {
      problem(node, path, "'" + text + "' is not " + shape.kind());
    }
  }

  /** A matcher goes one call deeper for each repetition, so that a text may be too long for it. */
  private static boolean looksLike(String text, Pattern pattern) {
    return text.length() <= LONGEST_WORD && pattern.matcher(text).find();
  }

  private boolean typed(YamlScalar scalar, ScalarShape shape, String path) {
    boolean right =
        switch (scalar.type()) {
          case STRING, NULL -> true;
          case BOOLEAN -> shape.type() == ScalarType.BOOLEAN || shape.type() == ScalarType.VALUE;
          case INTEGER, FLOAT -> shape.type() != ScalarType.BOOLEAN;
        };
    if (!right) {
      problem(scalar, path, "must be " + shape.kind() + ", not " + scalar.kind());
    }
    return right;
  }

  /** Whether the scalar is of a type that the shorthand takes. */
  boolean shorthand(YamlScalar scalar, Shorthand shorthand, String path) {
    return switch (shorthand) {
      case PORT -> {
        boolean right = scalar.type() != jcompose.composer.yaml.ScalarType.BOOLEAN;
        if (!right) {
          problem(scalar, path, "must be a string or number, not " + scalar.kind());
        }
        yield right;
      }
      case ULIMIT -> canonical(scalar, ScalarType.INTEGER, "a whole number or a mapping", path);
      case EXTERNAL -> canonical(scalar, ScalarType.BOOLEAN, "true or false", path);
      default -> string(scalar, path);
    };
  }

  private boolean canonical(YamlScalar scalar, ScalarType type, String kind, String path) {
    boolean right = Texts.canonical(scalar, type).isPresent() || scalar.text().contains("$");
    if (!right) {
      problem(scalar, path, "'" + scalar.text() + "' is not " + kind);
    }
    return right;
  }

  boolean string(YamlNode node, String path) {
    if (node instanceof YamlScalar scalar
        && scalar.type() == jcompose.composer.yaml.ScalarType.STRING) {
      return true;
    }
    String quoted =
        node instanceof YamlScalar scalar && !scalar.isNull()
            ? "; write \"" + scalar.text() + "\""
            : "";
    problem(node, path, "must be a string, not " + node.kind() + quoted);
    return false;
  }

  private void problem(YamlNode node, String path, String words) {
    problems.accept(new Problem(node.position(), path, words));
  }
}
