package jcompose.composer.cli;

import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.image.ImageStore;
import jcompose.composer.image.ImageSummary;
import jcompose.composer.run.Labels;
import jcompose.engine.ContainerState;

/**
 * What {@code images} says of one container; its JSON has these names. What the store no longer
 * has, or what is no image but a folder, has no digest.
 *
 * @param container its name
 * @param repository as its service names it, without the tag; the path of a folder or archive
 * @param tag empty for a path, and for a digest alone
 * @param digest of the image's manifest
 * @param size of the layers' archives in bytes
 * @param created when the image was built, in ISO 8601
 */
record ContainerImage(
    String container,
    String service,
    String repository,
    Optional<String> tag,
    Optional<String> platform,
    Optional<String> digest,
    OptionalLong size,
    Optional<String> created) {

  static ContainerImage of(ContainerState state, Optional<ImageSummary> image) {
    Labels labels = Labels.from(state.spec().annotations());
    String name = labels.image();
    int tag = tagStart(name);
    return new ContainerImage(
        state.spec().name(),
        labels.service(),
        tag < 0 ? name : name.substring(0, tag),
        tag < 0 ? Optional.empty() : Optional.of(name.substring(tag + 1)),
        image.map(found -> found.platform().toString()),
        image.map(ImageSummary::digest),
        image.map(found -> OptionalLong.of(found.size())).orElse(OptionalLong.empty()),
        image.flatMap(ImageSummary::created));
  }

  /** Where the colon of the tag is; a registry's port has a slash behind it. */
  private static int tagStart(String name) {
    if (ImageStore.isPath(name) || name.contains("@")) {
      return -1;
    }
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? colon : -1;
  }
}
