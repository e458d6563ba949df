package jcompose.composer.yaml;

import jcompose.composer.model.Position;

/**
 * Something wrong at one place of a file.
 *
 * @param position the place
 * @param message what is wrong, in words for the user
 */
public record Problem(Position position, String message) {
  @Override
  public String toString() {
    return position + ": " + message;
  }
}
