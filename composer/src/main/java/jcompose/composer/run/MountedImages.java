package jcompose.composer.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.image.Image;
import jcompose.composer.image.ImageStore;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.engine.EngineDirectories;

/** The images that services mount besides the one that they run. */
final class MountedImages {
  private final ImageStore store;
  private final Map<String, Image> found = new LinkedHashMap<>();

  MountedImages(EngineDirectories directories) {
    this.store = new ImageStore(directories);
  }

  /**
   * Finds those of a service.
   *
   * @return their digests
   * @throws ComposerException naming one that is not in the store
   */
  List<String> find(Service service) {
    List<String> digests = new ArrayList<>();
    for (ServiceMount mount : service.mounts()) {
      if (mount instanceof ServiceMount.OfImage wanted) {
        Image image =
            store
                .find(wanted.image(), wanted.digest())
                .orElseThrow(
                    () ->
                        new ComposerException(
                            mount.position()
                                + ": services."
                                + service.name()
                                + ".volumes: image '"
                                + wanted.image()
                                + "' is not in the store; run 'jcompose pull'"));
        found.put(wanted.image(), image);
        digests.add(image.digest());
      }
    }
    return digests;
  }

  /** The layers of an image that was found, the base first. */
  List<Path> layers(String reference) {
    return Optional.ofNullable(found.get(reference)).orElseThrow().layers();
  }
}
