package jcompose.engine.state;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Values that are a text in JSON, and may be keys of a map. */
final class TextForm {
  private static final Set<Class<?>> WHOLE =
      Set.of(Integer.class, Long.class, Short.class, Byte.class);

  private TextForm() {}

  static boolean isWhole(Class<?> boxed) {
    return WHOLE.contains(boxed);
  }

  /** Whether values of this type are texts. */
  static boolean is(Class<?> type) {
    return type == String.class
        || type == Path.class
        || type == Instant.class
        || type == Duration.class
        || type.isEnum();
  }

  static String write(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof String
        || value instanceof Path
        || value instanceof Instant
        || value instanceof Duration) {
      return value.toString();
    }
    throw new IllegalArgumentException(value.getClass().getName() + " cannot be written as JSON");
  }

  /**
   * The value that a text stands for.
   *
   * @throws RuntimeException when the text is not one of the type's
   */
  static Object read(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == Instant.class) {
      return Instant.parse(text);
    }
    if (type == Duration.class) {
      return Duration.parse(text);
    }
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("is not a " + type.getSimpleName());
  }
}
