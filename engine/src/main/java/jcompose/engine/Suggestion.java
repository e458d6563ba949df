package jcompose.engine;

import java.util.Collection;

/** The word that a person probably meant. */
public final class Suggestion {
  /** More are not compared: thousands of wrong words among thousands of names take minutes. */
  private static final int MOST = 300;

  private Suggestion() {}

  /** {@code "; did you mean 'WORD'?"}, or nothing when no candidate is near. */
  public static String of(String word, Collection<String> candidates) {
    // a word of one letter is near every other
    int nearest = Math.min(word.length(), Math.max(1, Math.min(3, word.length() / 3)) + 1);
    String found = "";
    int compared = 0;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) >= nearest) {
        continue;
      }
      int distance = distance(word, candidate);
      if (distance < nearest) {
        nearest = distance;
        found = candidate;
      }
      if (++compared == MOST) {
        break;
      }
    }
    return found.isEmpty() ? "" : "; did you mean '" + found + "'?";
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] current = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int cost = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(last[j - 1] + cost, Math.min(last[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[to.length()];
  }
}
