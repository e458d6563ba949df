package jcompose.composer.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.ContainerEngine;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.spec.Mount;

/** What containers are made of, running or not. */
record ImagesInUse(List<Use> uses) {
  /**
   * An image in a container.
   *
   * @param container its name
   * @param layers the image's folders, the base first
   */
  record Use(String container, List<Path> layers) {}

  static ImagesInUse find(EngineDirectories directories) {
    List<Use> uses = new ArrayList<>();
    for (ContainerState container : ContainerEngine.list(directories)) {
      String name = container.spec().name();
      uses.add(new Use(name, container.spec().root().layers()));
      for (Mount mount : container.spec().mounts()) {
        if (mount instanceof Mount.Image image) {
          uses.add(new Use(name, image.layers()));
        }
      }
    }
    return new ImagesInUse(uses);
  }

  /** All folders that a container needs. */
  Set<Path> layers() {
    Set<Path> layers = new HashSet<>();
    uses.forEach(use -> layers.addAll(use.layers()));
    return layers;
  }

  /** A container of the image with these layers. */
  Optional<String> user(List<Path> layers) {
    return uses.stream()
        .filter(use -> !layers.isEmpty() && use.layers().equals(layers))
        .map(Use::container)
        .findFirst();
  }
}
