package jcompose.engine.rootfs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as mountinfo writes them. */
public final class MountPoints {
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
  private static final int POINT = 4;

  private MountPoints() {}

  /** The mount point of a line: {@code ID PARENT DEVICE ROOT POINT ...}. */
  public static String of(String line) {
    return ESCAPE
        .matcher(line.split(" ", -1)[POINT])
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(match.group(1), 8))));
  }
}
