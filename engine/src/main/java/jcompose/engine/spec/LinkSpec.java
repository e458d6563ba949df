package jcompose.engine.spec;

/**
 * A cable between two network namespaces of a project, without a bridge.
 *
 * @param project whose it is
 * @param one one end
 * @param other the other end
 */
public record LinkSpec(String project, End one, End other) {
  /**
   * An end.
   *
   * @param namespace the namespace's name in the project
   * @param endpoint the link there; both ends are of the smaller size, if they name one
   */
  public record End(String namespace, EndpointSpec endpoint) {}
}
