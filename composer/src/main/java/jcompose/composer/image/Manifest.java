package jcompose.composer.image;

import java.util.List;

/** What a manifest says: an image, or where to find it for each platform. */
sealed interface Manifest {
  /**
   * An image for one platform.
   *
   * @param config its configuration
   * @param layers the base first
   */
  record OfImage(Descriptor config, List<Descriptor> layers) implements Manifest {
    public OfImage {
      layers = List.copyOf(layers);
    }
  }

  /** Images for several platforms. */
  record Index(List<Entry> entries) implements Manifest {
    public Index {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One of an index.
   *
   * @param platform with empty parts where the index does not say
   * @param name the annotation {@code org.opencontainers.image.ref.name}, or empty
   * @param fullName the annotation {@code io.containerd.image.name}, or empty
   */
  record Entry(Descriptor target, Platform platform, String name, String fullName) {
    /** Attestations, which builders add as images for a platform that there is not. */
    boolean isOther() {
      return platform.os().equals("unknown") || platform.architecture().equals("unknown");
    }
  }
}
