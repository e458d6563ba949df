package jcompose.composer.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words as a POSIX shell does, without expanding anything. */
public final class ShellWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int index;

  private ShellWords(String text) {
    this.text = text;
  }

  /** The words, or nothing when a quote is not closed. */
  public static Optional<List<String>> split(String text) {
    ShellWords words = new ShellWords(text);
    return words.split() ? Optional.of(List.copyOf(words.words)) : Optional.empty();
  }

  private boolean split() {
    while (index < text.length()) {
      char character = text.charAt(index++);
      boolean closed = true;
      switch (character) {
        case ' ', '\t', '\n' -> endWord();
        case '\'' -> closed = singleQuotes();
        case '"' -> closed = doubleQuotes();
        case '\\' -> closed = backslash();
        default -> append(character);
      }
      if (!closed) {
        return false;
      }
    }
    endWord();
    return true;
  }

  private boolean singleQuotes() {
    inWord = true;
    int end = text.indexOf('\'', index);
    if (end < 0) {
      return false;
    }
    word.append(text, index, end);
    index = end + 1;
    return true;
  }

  private boolean doubleQuotes() {
    inWord = true;
    while (index < text.length()) {
      char character = text.charAt(index++);
      if (character == '"') {
        return true;
      }
      char next = index < text.length() ? text.charAt(index) : ' ';
      if (character == '\\' && "$`\"\\\n".indexOf(next) >= 0) {
        index++;
        if (next != '\n') {
          word.append(next);
        }
      } else {
        word.append(character);
      }
    }
    return false;
  }

  private boolean backslash() {
    if (index == text.length()) {
      return false;
    }
    char next = text.charAt(index++);
    if (next != '\n') {
      append(next);
    }
    return true;
  }

  private void append(char character) {
    inWord = true;
    word.append(character);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
