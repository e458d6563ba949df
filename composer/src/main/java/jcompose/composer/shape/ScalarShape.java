package jcompose.composer.shape;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A single value.
 *
 * @param type what it is
 * @param words those that it may be; empty when there are others
 * @param pattern what it must contain
 * @param nullable whether it may be left empty
 */
public record ScalarShape(
    ScalarType type, List<String> words, Optional<Pattern> pattern, boolean nullable)
    implements Shape {
  /** Copies the list. */
  public ScalarShape {
    words = List.copyOf(words);
  }

  @Override
  public String kind() {
    return type.kind();
  }
}
