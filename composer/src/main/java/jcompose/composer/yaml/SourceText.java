package jcompose.composer.yaml;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.model.Position;

/** A file's text under the name that the user knows it by. */
public final class SourceText {
  /** A line of which more would fill the screen is shown around the column only. */
  private static final int LONGEST = 200;

  private static final int BEFORE = 80;

  private final String name;
  private final String text;
  private List<Integer> starts = List.of();

  /**
   * A text.
   *
   * @param name the file's name in messages
   * @param text its content, without a byte order mark
   */
  public SourceText(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** The file's name in messages. */
  public String name() {
    return name;
  }

  /** Its content, without a byte order mark. */
  public String text() {
    return text;
  }

  /** One line without its end, empty when there is none; the first is 1. */
  public String line(int number) {
    List<Integer> all = starts();
    if (number > all.size()) {
      return "";
    }
    int end = number < all.size() ? all.get(number) - 1 : text.length();
    return text.substring(all.get(number - 1), end).stripTrailing();
  }

  /** Where each line begins; found once, since a file may have as many problems as lines. */
  private List<Integer> starts() {
    if (starts.isEmpty()) {
      List<Integer> found = new ArrayList<>();
      found.add(0);
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
        found.add(end + 1);
      }
      starts = found;
    }
    return starts;
  }

  /** The line of a position and, below it, a caret under its column. */
  public String excerpt(Position position) {
    String line = line(position.line());
    int end = offset(line, position.column());
    String before = line.substring(0, end);
    String after = line.substring(end);
    if (line.length() > LONGEST) {
      before = end > BEFORE ? "..." + tail(before, BEFORE) : before;
      after = after.length() > BEFORE ? head(after, BEFORE) + "..." : after;
    }
    StringBuilder excerpt = new StringBuilder(before).append(after).append('\n');
    // a tab above the caret stays a tab, or the caret would not stand below its column
    before.codePoints().forEach(character -> excerpt.append(character == '\t' ? '\t' : ' '));
    return excerpt.append('^').toString();
  }

  private static String tail(String text, int length) {
    int start = text.length() - length;
    return text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }

  private static String head(String text, int length) {
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  /**
   * The position of a place within a scalar's text, or the scalar's own where its text does not
   * stand in the file literally, because of escapes or line folds.
   *
   * @param start where the scalar begins
   * @param scalar its text
   * @param index an index into that text
   */
  public Position within(Position start, String scalar, int index) {
    String line = line(start.line());
    int begin = offset(line, start.column());
    for (int quote = 0; quote <= 1; quote++) {
      if (line.startsWith(scalar, begin + quote)) {
        int columns = quote + scalar.codePointCount(0, index);
        return new Position(start.file(), start.line(), start.column() + columns);
      }
    }
    return start;
  }

  /** The index of a column, which counts code points from 1. */
  private static int offset(String line, int column) {
    int index = 0;
    for (int i = 1; i < column && index < line.length(); i++) {
      index += Character.charCount(line.codePointAt(index));
    }
    return index;
  }
}
