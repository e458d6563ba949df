package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/**
 * A file's text under the name that the user knows it by.
 *
 * @param name the file's name in messages
 * @param text its content, without a byte order mark
 */
public record SourceText(String name, String text) {
  /** One line without its end, empty when there is none; the first is 1. */
  public String line(int number) {
    int start = 0;
    for (int line = 1; line < number; line++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end).stripTrailing();
  }

  /** The line of a position and, below it, a caret under its column. */
  public String excerpt(Position position) {
    String line = line(position.line());
    StringBuilder excerpt = new StringBuilder(line).append('\n');
    int end = Math.min(offset(line, position.column()), line.length());
    for (int i = 0; i < end; ) {
      int character = line.codePointAt(i);
      // a tab above the caret stays a tab, or the caret would not stand below its column
      excerpt.append(character == '\t' ? '\t' : ' ');
      i += Character.charCount(character);
    }
    return excerpt.append('^').toString();
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

  private static int offset(String line, int column) {
    int length = line.codePointCount(0, line.length());
    return line.offsetByCodePoints(0, Math.min(column - 1, length));
  }
}
