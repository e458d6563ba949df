package jcompose.composer.wiring;

import java.util.Optional;
import jcompose.composer.model.ImpairmentChange;

/**
 * What a user wants done to links while they are there.
 *
 * @param service whose
 * @param index which of its containers, from 1
 * @param link a network's key or an interface; empty for all, or for the only one
 * @param act what is to be done
 * @param ways in which directions
 * @param change the impairment, for {@link Act#SET}
 */
public record LinkOrder(
    String service, int index, Optional<String> link, Act act, Ways ways, ImpairmentChange change) {
  /** What is to be done. */
  public enum Act {
    SET,
    RESET,
    DOWN,
    UP
  }

  /** Directions, seen from the container; {@code USUAL} as the file's keys without a direction. */
  public enum Ways {
    USUAL,
    OUT,
    IN,
    BOTH
  }
}
