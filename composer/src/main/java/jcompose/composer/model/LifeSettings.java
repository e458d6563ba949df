package jcompose.composer.model;

import java.util.Optional;

/**
 * What becomes of a service's container when it runs, and when it has ended.
 *
 * @param restart whether it is started again; never when empty
 */
public record LifeSettings(Optional<Restart> restart) {
  /** Nothing said. */
  public static final LifeSettings NONE = new LifeSettings(Optional.empty());
}
