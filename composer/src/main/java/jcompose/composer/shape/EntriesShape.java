package jcompose.composer.shape;

import java.util.regex.Pattern;

/**
 * A mapping whose keys are the user's.
 *
 * @param value each of its values
 * @param key what a key must look like
 * @param listing what a list in place of the mapping means
 * @param absent what a key without a value means
 */
public record EntriesShape(Shape value, Pattern key, Listing listing, Absent absent)
    implements Shape {
  private static final Pattern ANY_KEY = Pattern.compile("(?s).+");

  /** A mapping with any keys. */
  public EntriesShape(Shape value) {
    this(value, ANY_KEY, Listing.NONE, Absent.VALUE);
  }

  /** What a list in place of a mapping means. */
  public enum Listing {
    /** It is wrong. */
    NONE,
    /** {@code [KEY=VALUE, KEY]}. */
    PAIRS,
    /** {@code [NAME]}, each without a value. */
    NAMES,
    /** {@code [NAME]}, each with the defaults of {@code depends_on}. */
    DEPENDENCIES
  }

  /** What a key without a value means. */
  public enum Absent {
    /** It is what its shape says. */
    VALUE,
    /** Its value is an empty string. */
    EMPTY,
    /** Its value is that of the user's environment; without one it is printed as nothing. */
    ENVIRONMENT,
    /** The same, but without one it is left out. */
    ARGUMENT
  }

  @Override
  public String kind() {
    return listing == Listing.NONE ? "a mapping" : "a mapping or a list";
  }

  @Override
  public boolean nullable() {
    return false;
  }
}
