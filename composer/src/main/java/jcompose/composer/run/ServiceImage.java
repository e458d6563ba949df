package jcompose.composer.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.ComposerException;
import jcompose.composer.image.Image;
import jcompose.composer.image.ImageConfig;
import jcompose.composer.image.ImageStore;
import jcompose.composer.model.Service;
import jcompose.composer.model.Source;
import jcompose.engine.EngineDirectories;

/**
 * What a service's root file system is made of.
 *
 * @param label what {@code ps} shows: the reference or the folder
 * @param identity what the content is: the manifest's digest or the folder
 * @param layers absolute folders, the base first
 * @param config the image's defaults; empty ones for a folder
 */
record ServiceImage(String label, String identity, List<Path> layers, ImageConfig config) {
  private static final ImageConfig NO_DEFAULTS =
      new ImageConfig(
          List.of(),
          List.of(),
          List.of(),
          "",
          "",
          Optional.empty(),
          Set.of(),
          Map.of(),
          Set.of(),
          Optional.empty(),
          "linux",
          "");

  /** Copies the list. */
  ServiceImage {
    layers = List.copyOf(layers);
  }

  /**
   * What a service is made of, found in the store.
   *
   * @throws ComposerException when the image is not there
   */
  static ServiceImage find(EngineDirectories directories, Service service) {
    if (service.source() instanceof Source.Image source) {
      return new ImageStore(directories)
          .find(source.reference(), source.digest())
          .map(image -> of(source, image))
          .orElseThrow(
              () ->
                  new ComposerException(
                      service.positionOf("image")
                          + ": services."
                          + service.name()
                          + ".image: '"
                          + source.reference()
                          + "' is not in the store; run 'jcompose pull'"));
    }
    return of((Source.Rootfs) service.source());
  }

  static ServiceImage of(Source.Image source, Image image) {
    return new ServiceImage(source.reference(), image.digest(), image.layers(), image.config());
  }

  static ServiceImage of(Source.Rootfs source) {
    String directory = source.directory().toString();
    return new ServiceImage(directory, directory, List.of(source.directory()), NO_DEFAULTS);
  }
}
