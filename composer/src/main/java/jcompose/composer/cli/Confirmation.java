package jcompose.composer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import jcompose.composer.ComposerException;
import jcompose.composer.console.Screen;
import picocli.CommandLine.ParseResult;

/** Asks before something is removed, unless {@code -f} is given. */
final class Confirmation {
  private static final int LONGEST_ANSWER = 64;

  private Confirmation() {}

  /**
   * Refuses to ask where nobody can answer.
   *
   * @param command as messages name it
   */
  static void requirePossible(ParseResult parsed, String command) {
    if (!Options.given(parsed, "-f") && !Screen.isTerminal(0)) {
      throw new UsageException(
          command + " asks before it removes; where there is no terminal, say -f");
    }
  }

  /** Whether the user says yes. */
  static boolean given(Context context, String question) {
    context.screen().note(question + " [y/N]");
    try {
      byte[] line = new byte[LONGEST_ANSWER];
      int length = System.in.read(line);
      String answer =
          new String(line, 0, Math.max(0, length), StandardCharsets.UTF_8)
              .strip()
              .toLowerCase(Locale.ROOT);
      return answer.equals("y") || answer.equals("yes");
    } catch (IOException e) {
      throw new ComposerException("standard input cannot be read: " + e.getMessage(), e);
    }
  }
}
