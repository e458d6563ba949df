package jcompose.composer.shape;

/**
 * A known key of a mapping.
 *
 * @param key its name
 * @param shape its value
 * @param required whether it must be there
 * @param kept whether {@code config} prints it even when it is false, zero or empty
 * @param choice a key below it: a later file with another value there replaces it as a whole; empty
 *     when they merge
 * @param own whether it is of our own, so that it may be written with {@code x-} in front
 */
public record Field(
    String key, Shape shape, boolean required, boolean kept, String choice, boolean own) {
  static Field of(String key, Shape shape) {
    return new Field(key, shape, false, false, "", false);
  }

  Field must() {
    return new Field(key, shape, true, kept, choice, own);
  }

  Field keep() {
    return new Field(key, shape, required, true, choice, own);
  }

  Field replacedByOther(String chosen) {
    return new Field(key, shape, required, kept, chosen, own);
  }

  Field ours() {
    return new Field(key, shape, required, kept, choice, true);
  }
}
