package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/**
 * Something wrong at one place of a file.
 *
 * @param position the place
 * @param path the attribute, as {@code services.web.ports[0]}; empty when it is about none
 * @param words what is wrong, in words for the user
 */
public record Problem(Position position, String path, String words) {
  /** A problem of no attribute. */
  public Problem(Position position, String words) {
    this(position, "", words);
  }

  @Override
  public String toString() {
    return position + ": " + (path.isEmpty() ? "" : path + ": ") + words;
  }
}
