package jcompose.composer.load;

import java.util.Optional;
import java.util.function.Function;

/**
 * A text with variables: {@code $V ${V} ${V:-default} ${V-default} ${V:?error} ${V?error}
 * ${V:+replacement} ${V+replacement}}, {@code $$} for a dollar sign; defaults may hold variables.
 */
final class Template {
  /** Text that is no template, or a required variable that is missing. */
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final String words;

    InvalidException(int index, String words) {
      super(words);
      this.index = index;
      this.words = words;
    }

    /** What is wrong. */
    String words() {
      return words;
    }

    /** Where in the text. */
    int index() {
      return index;
    }
  }

  /** Hears of variables without a value. */
  interface UnsetListener {
    void unset(String variable, int index);
  }

  /** What one text may become; a file of variables that name each other doubles with each line. */
  private static final int LONGEST_RESULT = 4 << 20;

  private static final int MAXIMUM_DEPTH = 100;

  private final Function<String, Optional<String>> variables;
  private final UnsetListener unset;
  private int depth;

  Template(Function<String, Optional<String>> variables, UnsetListener unset) {
    this.variables = variables;
    this.unset = unset;
  }

  String substitute(String text) throws InvalidException {
    return text.indexOf('$') < 0 ? text : substitute(text, 0, text.length());
  }

  private String substitute(String text, int start, int end) throws InvalidException {
    StringBuilder result = new StringBuilder();
    if (++depth > MAXIMUM_DEPTH) {
      throw new InvalidException(start, "variables stand in each other's defaults without end");
    }
    int i = start;
    while (i < end) {
      if (result.length() > LONGEST_RESULT) {
        throw new InvalidException(i, "its variables make it longer than 4 MiB");
      }
      char character = text.charAt(i);
      char next = i + 1 < end ? text.charAt(i + 1) : ' ';
      if (character != '$') {
        result.append(character);
        i++;
      } else if (next == '$') {
        result.append('$');
        i += 2;
      } else if (next == '{') {
        int close = closingBrace(text, i + 1, end);
        result.append(braced(text, i, close));
        i = close + 1;
      } else if (isNameStart(next)) {
        int nameEnd = nameEnd(text, i + 1, end);
        result.append(plain(text.substring(i + 1, nameEnd), i));
        i = nameEnd;
      } else {
        result.append(character);
        i++;
      }
    }
    depth--;
    return result.toString();
  }

  private static int closingBrace(String text, int open, int end) throws InvalidException {
    int depth = 0;
    for (int i = open; i < end; i++) {
      if (text.charAt(i) == '{') {
        depth++;
      } else if (text.charAt(i) == '}') {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    throw new InvalidException(open - 1, "'${' without a '}'; write '$$' for a dollar sign");
  }

  private String braced(String text, int dollar, int close) throws InvalidException {
    int nameStart = dollar + 2;
    boolean named = nameStart < close && isNameStart(text.charAt(nameStart));
    int nameEnd = named ? nameEnd(text, nameStart, close) : nameStart;
    String name = text.substring(nameStart, nameEnd);
    if (named && nameEnd == close) {
      return plain(name, dollar);
    }
    boolean colon = named && text.charAt(nameEnd) == ':';
    int operator = colon ? nameEnd + 1 : nameEnd;
    if (!named || operator >= close || "-?+".indexOf(text.charAt(operator)) < 0) {
      String variable = text.substring(dollar, close + 1);
      throw new InvalidException(
          dollar, "'" + variable + "' is not a variable; write '$$' for a dollar sign");
    }
    Optional<String> value = variables.apply(name).filter(set -> !(colon && set.isEmpty()));
    int rest = operator + 1;
    return switch (text.charAt(operator)) {
      case '-' -> value.isPresent() ? value.get() : substitute(text, rest, close);
      case '+' -> value.isPresent() ? substitute(text, rest, close) : "";
      default -> {
        if (value.isEmpty()) {
          String words = substitute(text, rest, close);
          String missing = "required variable '" + name + "' is missing a value";
          throw new InvalidException(dollar, words.isEmpty() ? missing : missing + ": " + words);
        }
        yield value.get();
      }
    };
  }

  private String plain(String name, int index) {
    Optional<String> value = variables.apply(name);
    if (value.isEmpty()) {
      unset.unset(name, index);
    }
    return value.orElse("");
  }

  private static int nameEnd(String text, int start, int end) {
    int i = start;
    while (i < end && (isNameStart(text.charAt(i)) || isDigit(text.charAt(i)))) {
      i++;
    }
    return i;
  }

  private static boolean isNameStart(char character) {
    return character == '_'
        || (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z');
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
