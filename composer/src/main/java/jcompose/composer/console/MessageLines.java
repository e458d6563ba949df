package jcompose.composer.console;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one form of everything that goes wrong: {@code FILE:LINE:COLUMN: WORDS} where a file has the
 * place, as compilers say it, and {@code jcompose: WORDS} everywhere else.
 */
public final class MessageLines {
  private static final Pattern PLACE = Pattern.compile("([^\\s:][^:]*:[0-9]+:[0-9]+: )(.*)");

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  private MessageLines() {}

  /**
   * A message of several lines, each with its place or the program's name in front.
   *
   * @param kind what follows that, for example {@code "warning: "}; empty for a failure
   */
  static List<String> of(String message, String kind) {
    return message.lines().map(MessageLines::printable).map(line -> line(line, kind)).toList();
  }

  /** A text that may come from an image or a file, without what a terminal would obey. */
  public static String printable(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(match -> "\\\\x" + HexFormat.of().toHexDigits((byte) match.group().charAt(0)));
  }

  private static String line(String line, String kind) {
    Matcher placed = PLACE.matcher(line);
    return placed.matches() ? placed.group(1) + kind + placed.group(2) : "jcompose: " + kind + line;
  }
}
