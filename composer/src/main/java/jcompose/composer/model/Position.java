package jcompose.composer.model;

/**
 * A place in a file, or an option of the command line.
 *
 * @param file the file or the option as the user named it
 * @param line from 1; 0 for an option
 * @param column from 1; 0 for an option
 */
public record Position(String file, int line, int column) {
  /** The place of an option, for example {@code --memory}. */
  public static Position option(String name) {
    return new Position(name, 0, 0);
  }

  /** Whether it is no place in a file. */
  public boolean isOption() {
    return line == 0;
  }

  @Override
  public String toString() {
    return isOption() ? file : file + ":" + line + ":" + column;
  }
}
