package jcompose.engine.spec;

/**
 * One direction of a link in a namespace.
 *
 * @param project whose it is
 * @param namespace the namespace's name in the project
 * @param interfaceName the link's name there
 * @param direction which way packets go
 */
public record LinkPlace(
    String project, String namespace, String interfaceName, Direction direction) {
  /** Seen from the namespace. */
  public enum Direction {
    OUT,
    IN
  }

  /** As messages name it, for example {@code web-1:eth0}. */
  @Override
  public String toString() {
    return namespace + ":" + interfaceName;
  }
}
