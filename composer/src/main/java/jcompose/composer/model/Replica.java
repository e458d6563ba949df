package jcompose.composer.model;

/**
 * One of a service's containers.
 *
 * @param service the service's name
 * @param number which one, from 1
 */
public record Replica(String service, int number) implements Comparable<Replica> {
  /** The one that stands for its service where only one can. */
  public static Replica first(String service) {
    return new Replica(service, 1);
  }

  @Override
  public int compareTo(Replica other) {
    int byService = service.compareTo(other.service);
    return byService != 0 ? byService : Integer.compare(number, other.number);
  }

  /** {@code SERVICE-NUMBER}. */
  @Override
  public String toString() {
    return service + "-" + number;
  }
}
