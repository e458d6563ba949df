package jcompose.composer.load;

import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;

/**
 * Reads the format of .env and {@code env_file} files: {@code KEY=VALUE} lines, quotes, {@code
 * export}, comments, variables; a name alone takes its value from the environment.
 */
public final class EnvironmentFile {
  private static final long MOST_TEXT = 64 << 20;

  private final Map<String, String> environment;
  private final Map<String, String> values;
  private final Problems problems;
  private long grown;

  /**
   * @param environment what variables and names alone are looked up in first
   * @param values takes the values; those of earlier files are looked up as well
   */
  public EnvironmentFile(
      Map<String, String> environment, Map<String, String> values, Problems problems) {
    this.environment = environment;
    this.values = values;
    this.problems = problems;
  }

  /** Reads a file in this format. */
  public void read(SourceText source) {
    problems.variables(source);
    Cursor cursor = new Cursor(source);
    try {
      while (cursor.toNextStatement()) {
        statement(cursor);
      }
    } catch (InvalidLineException e) {
      problems.add(e.problem());
    }
  }

  /** Reads {@code format: raw}: everything behind the first {@code =} is the value. */
  public void readRaw(SourceText source) {
    problems.variables(source);
    int number = 0;
    for (String line : source.text().split("\n", -1)) {
      number++;
      String statement = line.stripLeading();
      if (statement.isEmpty() || statement.startsWith("#")) {
        continue;
      }
      int equals = statement.indexOf('=');
      String key = equals < 0 ? statement : statement.substring(0, equals);
      if (key.isEmpty() || key.chars().anyMatch(Character::isWhitespace)) {
        int column = line.length() - statement.length() + 1;
        problems.add(
            new Position(source.name(), number, column),
            "variable name '" + key + "' " + (key.isEmpty() ? "is empty" : "has a space"));
      } else if (equals >= 0) {
        values.put(key, statement.substring(equals + 1));
      } else if (environment.containsKey(key)) {
        values.put(key, environment.get(key));
      }
    }
  }

  private void statement(Cursor cursor) throws InvalidLineException {
    Position position = cursor.position();
    String key = cursor.key();
    if (!cursor.hasValue()) {
      String value = environment.get(key);
      if (value != null) {
        values.put(key, value);
      }
      return;
    }
    char quote = cursor.quote();
    if (quote == '\'') {
      values.put(key, cursor.quoted(quote));
    } else if (quote == '"') {
      values.put(key, substitute(unescape(cursor.quoted(quote)), position));
    } else {
      values.put(key, substitute(cursor.unquoted(), position));
    }
  }

  private String substitute(String value, Position position) throws InvalidLineException {
    try {
      String result =
          new Template(this::variable, (name, index) -> warnUnset(name, position))
              .substitute(value);
      grown += result.length();
      if (grown > MOST_TEXT) {
        throw new InvalidLineException(position, "variables make the file longer than 64 MiB");
      }
      return result;
    } catch (Template.InvalidException e) {
      throw new InvalidLineException(position, e.words());
    }
  }

  private void warnUnset(String name, Position position) {
    problems.warn(position, "", "variable '" + name + "' is not set; it is taken as empty");
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(values.get(name)));
  }

  /** Resolves the escapes of double quotes; {@code \$} becomes the template's {@code $$}. */
  private static String unescape(String value) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character != '\\' || i + 1 == value.length()) {
        result.append(character);
        continue;
      }
      char escaped = value.charAt(++i);
      int known = "abfnrtv\\\"".indexOf(escaped);
      if (known >= 0) {
        result.append("\u0007\b\f\n\r\t\u000b\\\"".charAt(known));
      } else if (escaped == '$') {
        result.append("$$");
      } else if (escaped == '0') {
        int end = i + 1;
        while (end < value.length() && end <= i + 3 && Character.digit(value.charAt(end), 8) >= 0) {
          end++;
        }
        result.append(octal(value.substring(i - 1, end)));
        i = end - 1;
      } else {
        result.append('\\').append(escaped);
      }
    }
    return result.toString();
  }

  /** Only {@code \0} with three more digits is a character; the others stay as they are. */
  private static String octal(String escape) {
    int value = escape.length() == 5 ? Integer.parseInt(escape.substring(2), 8) : 256;
    return value > 255 ? escape : String.valueOf((char) value);
  }

  /** A line that is no assignment. */
  static final class InvalidLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    InvalidLineException(Position position, String message) {
      super(message);
      this.problem = new Problem(position, message);
    }

    Problem problem() {
      return problem;
    }
  }

  /** A place in the text. */
  private static final class Cursor {
    private final String name;
    private final String text;
    private int index;
    private boolean value;
    private int counted;
    private int lines = 1;

    Cursor(SourceText source) {
      this.name = source.name();
      this.text = source.text();
    }

    Position position() {
      return position(index);
    }

    private Position position(int place) {
      int lineStart = text.lastIndexOf('\n', place - 1) + 1;
      return new Position(name, line(lineStart), 1 + text.codePointCount(lineStart, place));
    }

    /** Counts on from the line before, as a file may have a million. */
    private int line(int lineStart) {
      int end = text.indexOf('\n', counted);
      while (end >= 0 && end < lineStart) {
        lines++;
        counted = end + 1;
        end = text.indexOf('\n', counted);
      }
      return lines;
    }

    boolean toNextStatement() {
      while (index < text.length()) {
        char character = text.charAt(index);
        if (character == '#') {
          index = lineEnd(index);
        } else if (isBlank(character) || character == '\n') {
          index++;
        } else {
          return true;
        }
      }
      return false;
    }

    /** Reads a name and what separates it from its value. */
    String key() throws InvalidLineException {
      if (text.startsWith("export", index)
          && index + 6 < text.length()
          && isBlank(text.charAt(index + 6))) {
        index = skipBlanks(index + 6);
      }
      int start = index;
      int end = start;
      while (end < text.length() && "=:\n".indexOf(text.charAt(end)) < 0) {
        int character = text.codePointAt(end);
        if (!isNameCharacter(character)) {
          String line = text.substring(start, lineEnd(start));
          throw new InvalidLineException(
              position(end),
              "character '" + Character.toString(character) + "' in a variable name: " + line);
        }
        end += Character.charCount(character);
      }
      value = end < text.length() && text.charAt(end) != '\n';
      index = Math.min(end + 1, text.length());
      if (value) {
        index = skipBlanks(index);
      }
      String key = text.substring(start, end).stripTrailing();
      if (key.indexOf(' ') >= 0) {
        throw new InvalidLineException(position(start), "variable name '" + key + "' has a space");
      }
      return key;
    }

    boolean hasValue() {
      return value;
    }

    char quote() {
      char first = index < text.length() ? text.charAt(index) : '\n';
      return first == '\'' || first == '"' ? first : ' ';
    }

    String quoted(char quote) throws InvalidLineException {
      StringBuilder result = new StringBuilder();
      for (int i = index + 1; i < text.length(); i++) {
        char character = text.charAt(i);
        if (character == quote) {
          index = i + 1;
          return result.toString();
        }
        if (character == '\\' && i + 1 < text.length()) {
          char next = text.charAt(++i);
          result.append(next == quote ? "" : "\\").append(next);
        } else {
          result.append(character);
        }
      }
      throw new InvalidLineException(position(), "the quote is not closed");
    }

    String unquoted() {
      int end = lineEnd(index);
      String line = text.substring(index, end);
      index = end;
      int comment = line.indexOf(" #");
      return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private int lineEnd(int start) {
      int end = text.indexOf('\n', start);
      return end < 0 ? text.length() : end;
    }

    private int skipBlanks(int start) {
      int i = start;
      while (i < text.length() && isBlank(text.charAt(i))) {
        i++;
      }
      return i;
    }

    private static boolean isBlank(char character) {
      return "\t\u000b\f\r \u0085\u00a0".indexOf(character) >= 0;
    }

    private static boolean isNameCharacter(int character) {
      return Character.isLetter(character)
          || Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER
          || "_.-[]\t\u000b\f\r \u0085\u00a0".indexOf(character) >= 0;
    }
  }
}
