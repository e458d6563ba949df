package jcompose.composer.load;

import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Position;

/**
 * What there is to tell about one place of the files.
 *
 * @param severity whether the project loads all the same
 * @param position the place; nothing when it is about no place of a file
 * @param path the attribute, as {@code services.web.ports[0]}; empty when it is about none
 * @param words what is wrong, with a suggestion behind it where there is one
 * @param chain how the place came into the project, the nearest step first; empty for a value of
 *     the only or first file
 * @param excerpt the line of the file and a caret below the column; empty when it cannot be shown
 */
public record Diagnostic(
    Severity severity,
    Optional<Position> position,
    String path,
    String words,
    List<ChainLink> chain,
    String excerpt) {
  /** Whether the project loads all the same. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** Copies the list. */
  public Diagnostic {
    chain = List.copyOf(chain);
  }

  /** A failure that no place of a file is known for. */
  public static Diagnostic unplaced(String words) {
    return new Diagnostic(Severity.ERROR, Optional.empty(), "", words, List.of(), "");
  }

  /** In one line: {@code FILE:LINE:COLUMN: PATH: WORDS}. */
  public String line() {
    return position.map(place -> place + ": ").orElse("")
        + (path.isEmpty() ? "" : path + ": ")
        + words;
  }

  /** The line, the excerpt below it, and each step of the chain in a line of its own. */
  public String text() {
    StringBuilder text = new StringBuilder(line());
    if (!excerpt.isEmpty()) {
      text.append('\n').append(excerpt);
    }
    chain.forEach(link -> text.append("\n  ").append(link));
    return text.toString();
  }
}
