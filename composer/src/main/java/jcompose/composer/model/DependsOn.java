package jcompose.composer.model;

/**
 * How a service depends on another one.
 *
 * @param condition what is waited for before it starts
 * @param required whether it does not start without the other
 * @param restart whether it is restarted when a command restarts the other or makes it anew
 * @param position where that is said
 */
public record DependsOn(Condition condition, boolean required, boolean restart, Position position) {
  /** What is waited for, in the Compose Specification's words. */
  public enum Condition {
    /** The other's container has been started. */
    SERVICE_STARTED,
    /** Its health check has succeeded. */
    SERVICE_HEALTHY,
    /** It has ended with code 0. */
    SERVICE_COMPLETED_SUCCESSFULLY
  }

  /** How a service depends on what it needs without a word of {@code depends_on}. */
  public static final DependsOn ORDER =
      new DependsOn(Condition.SERVICE_STARTED, true, false, new Position("", 0, 0));
}
