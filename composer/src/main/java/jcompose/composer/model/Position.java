package jcompose.composer.model;

/**
 * A place in a file.
 *
 * @param file the file as the user named it
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
