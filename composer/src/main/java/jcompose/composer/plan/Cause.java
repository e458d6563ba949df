package jcompose.composer.plan;

import java.util.Optional;
import jcompose.composer.model.Position;

/**
 * Why something is done to a container.
 *
 * @param kind of which kind it is
 * @param text in words, without the place
 * @param position where in the files that is, if anywhere
 */
public record Cause(Kind kind, String text, Optional<Position> position) {
  /** Of which kind a cause is. */
  public enum Kind {
    /** Something that its service says is different. */
    CONFIG,
    /** Its image, or one that it mounts, is another one. */
    IMAGE,
    /** What a config or secret holds is different. */
    CONTENT,
    /** It is different, and what it was made from is not known. */
    UNKNOWN,
    /** The user asked for it. */
    ASKED,
    /** It follows from what is done to another service. */
    DEPENDENCY,
    /** Its service is to have another number of containers. */
    SCALE,
    /** It does not run. */
    NOT_RUNNING
  }

  /** A cause that is nowhere in the files. */
  public static Cause of(Kind kind, String text) {
    return new Cause(kind, text, Optional.empty());
  }

  /** The words with the place. */
  public String describe() {
    return text + position.map(at -> " (" + at + ")").orElse("");
  }
}
