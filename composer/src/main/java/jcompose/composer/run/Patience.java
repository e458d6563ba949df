package jcompose.composer.run;

import jcompose.composer.ComposerException;
import org.jspecify.annotations.Nullable;

/**
 * How long one request waits for health and ends: as long as its command is there, and no other one
 * stops or removes containers.
 */
public final class Patience implements AutoCloseable {
  private final Awaits awaits;
  private volatile @Nullable String reason;

  Patience(Awaits awaits) {
    this.awaits = awaits;
  }

  /**
   * Ends its waits, also those that have not begun.
   *
   * @param why in words, for example {@code 'jcompose down' came}
   */
  public void end(String why) {
    reason = why;
    awaits.changed();
  }

  /**
   * Does nothing as long as it lasts.
   *
   * @throws ComposerException when it has been ended
   */
  void check() {
    String why = reason;
    if (why != null) {
      throw new ComposerException("no longer waited for: " + why);
    }
  }

  @Override
  public void close() {
    awaits.forget(this);
  }
}
