package jcompose.composer.life;

import java.util.Optional;
import jcompose.engine.ExitStatus;

/**
 * What is kept of a container for whoever asks why it is as it is.
 *
 * @param act what was last done to it
 * @param end how the run before its current one ended, when its policy started it again
 */
public record Story(Optional<LastAct> act, Optional<ExitStatus> end) {
  /** Of a container to which nothing was done yet. */
  public static final Story NONE = new Story(Optional.empty(), Optional.empty());

  Story with(LastAct next) {
    return new Story(Optional.of(next), end);
  }

  Story with(ExitStatus next) {
    return new Story(act, Optional.of(next));
  }
}
