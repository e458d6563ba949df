package jcompose.composer.plan;

import java.util.List;
import jcompose.composer.model.Service;

/**
 * What a container is made from.
 *
 * @param service its service, without what is no part of a container: positions, dependencies
 * @param image the digest of its image, or its folder
 * @param mounted the digests of images among its mounts, in their order
 * @param granted hashes of what its configs and secrets hold, in the order of its mounts
 * @param network what its networks give it, in lines
 */
public record Made(
    Service service,
    String image,
    List<String> mounted,
    List<String> granted,
    List<String> network) {
  /** Copies the lists. */
  public Made {
    mounted = List.copyOf(mounted);
    granted = List.copyOf(granted);
    network = List.copyOf(network);
  }

  /** The same with what networks give it. */
  public Made in(List<String> networks) {
    return new Made(service, image, mounted, granted, networks);
  }
}
