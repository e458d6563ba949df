package jcompose.composer.model;

import java.util.Optional;

/**
 * What becomes of a service's container when it runs, and when it has ended.
 *
 * @param restart whether it is started again; never when empty
 * @param health how it is probed; as its image says when empty
 * @param hooks what runs in it when it has started and before it is stopped
 */
public record LifeSettings(Optional<Restart> restart, Optional<HealthCheck> health, Hooks hooks) {
  /** Nothing said. */
  public static final LifeSettings NONE =
      new LifeSettings(Optional.empty(), Optional.empty(), Hooks.NONE);
}
