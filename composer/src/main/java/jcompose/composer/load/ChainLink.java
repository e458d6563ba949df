package jcompose.composer.load;

import jcompose.composer.model.Position;

/**
 * One step of the way on which a value came into the project.
 *
 * @param kind how
 * @param path the attribute that brought it in, as {@code services.web}; empty when it is the file
 * @param position where that stands
 */
public record ChainLink(Kind kind, String path, Position position) {
  /** How a file's values come into a project. */
  public enum Kind {
    /** The file is named under {@code include}. */
    INCLUDE("included from"),
    /** The service is named under {@code extends}. */
    EXTENDS("extended by"),
    /** The file is laid over another one. */
    MERGE("merged over"),
    /** The file is named under {@code env_file} or {@code label_file}. */
    READ("read for");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  @Override
  public String toString() {
    return kind.words + " " + (path.isEmpty() ? position : path + " (" + position + ")");
  }
}
