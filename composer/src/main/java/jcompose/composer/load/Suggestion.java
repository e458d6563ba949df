package jcompose.composer.load;

import java.util.Collection;

/** The word that a person probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code "; did you mean 'WORD'?"}, or nothing when no candidate is near. */
  public static String of(String word, Collection<String> candidates) {
    return jcompose.engine.Suggestion.of(word, candidates);
  }
}
