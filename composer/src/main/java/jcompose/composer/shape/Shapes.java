package jcompose.composer.shape;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jcompose.composer.shape.EntriesShape.Absent;
import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;
import jcompose.composer.shape.ListShape.Single;

/** The shapes that occur in many places. */
final class Shapes {
  private static final Pattern ANY_KEY = Pattern.compile("(?s).+");

  static final Shape ANY = new AnyShape();
  static final Shape STRING = scalar(ScalarType.STRING);
  static final Shape PATH = scalar(ScalarType.PATH);
  static final Shape TEXT = scalar(ScalarType.TEXT);
  static final Shape BOOLEAN = scalar(ScalarType.BOOLEAN);
  static final Shape INTEGER = scalar(ScalarType.INTEGER);
  static final Shape NUMBER = scalar(ScalarType.NUMBER);
  static final Shape BYTES = scalar(ScalarType.BYTES);
  static final Shape DURATION = scalar(ScalarType.DURATION);
  static final Shape MODE = scalar(ScalarType.MODE);

  /** A list whose items appear once. */
  static final Shape STRINGS = list(STRING, Join.TEXT);

  /** The same, or one string. */
  static final Shape STRING_OR_LIST = new ListShape(STRING, Single.ITEM, Join.KEY, false);

  static final Shape COMMAND = new ListShape(STRING, Single.WORDS, Join.REPLACE, true);

  /** Labels and their like. */
  static final Shape LABELS = pairs(Absent.EMPTY);

  static final Shape ENVIRONMENT = pairs(Absent.ENVIRONMENT);

  /** Options of a driver. */
  static final Shape OPTIONS = entries(TEXT);

  static final Shape HOSTS = new PairsShape(true);

  static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9._-]+$");

  private Shapes() {}

  static Shape scalar(ScalarType type) {
    return new ScalarShape(type, List.of(), Optional.empty(), false);
  }

  static Shape words(String... words) {
    return new ScalarShape(ScalarType.STRING, List.of(words), Optional.empty(), false);
  }

  static Shape pattern(String pattern) {
    return new ScalarShape(
        ScalarType.STRING, List.of(), Optional.of(Pattern.compile(pattern)), false);
  }

  static Shape list(Shape item, Join join) {
    return new ListShape(item, Single.NONE, join, false);
  }

  static EntriesShape entries(Shape value) {
    return new EntriesShape(value);
  }

  static EntriesShape named(Shape value, Listing listing) {
    return new EntriesShape(value, NAME, listing, Absent.VALUE);
  }

  static EntriesShape pairs(Absent absent) {
    return new EntriesShape(scalar(ScalarType.VALUE), ANY_KEY, Listing.PAIRS, absent);
  }
}
