package jcompose.composer.load;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word that a person probably meant. */
public final class Suggestion {
  private static final Pattern WORDS = Pattern.compile("; did you mean '(.+)'\\?$");

  private Suggestion() {}

  /** {@code "; did you mean 'WORD'?"}, or nothing when no candidate is near. */
  public static String of(String word, Collection<String> candidates) {
    return jcompose.engine.Suggestion.of(word, candidates);
  }

  /** The word that a message suggests in place of the wrong one. */
  public static Optional<String> in(String message) {
    Matcher matcher = WORDS.matcher(message);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
