package jcompose.composer.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.composer.model.Volume;
import jcompose.engine.NewVolume;
import jcompose.engine.VolumeStore;
import jcompose.engine.spec.Root;

/**
 * The named volumes of the containers that one {@code up} makes: made together, before any of them,
 * and each once, however many services share it. It begins with what the first of them that takes
 * anything has in its image.
 */
record NamedVolumes(Project project, VolumeStore volumes, StackEvents events) {
  /**
   * Makes those that do not exist.
   *
   * @param images of the services, in the order in which they are made
   */
  void prepare(Map<String, ServiceImage> images) {
    Map<String, NewVolume> wanted = new LinkedHashMap<>();
    images.forEach(
        (name, image) -> {
          Service service = Objects.requireNonNull(project.services().get(name));
          for (ServiceMount mount : service.mounts()) {
            if (mount instanceof ServiceMount.Named named) {
              NewVolume volume = volume(named, image);
              wanted.merge(volume.name(), volume, NamedVolumes::together);
            }
          }
        });
    List<NewVolume> missing = new ArrayList<>(wanted.values());
    missing.removeIf(volume -> volumes.exists(volume.name()));
    if (missing.isEmpty()) {
      return;
    }
    Set<String> made = volumes.create(missing);
    made.forEach(name -> events.progress("Volume " + name, "Created"));
  }

  private NewVolume volume(ServiceMount.Named mount, ServiceImage image) {
    Volume volume = Objects.requireNonNull(project.volumes().get(mount.volume()));
    Optional<NewVolume.Content> content =
        mount.nocopy() || mount.subpath().isPresent() || volume.device().isPresent()
            ? Optional.empty()
            : Optional.of(new NewVolume.Content(new Root(image.layers(), true), mount.target()));
    return new NewVolume(
        volume.name(),
        VolumeLabels.of(project.name(), volume, mount.labels()),
        content,
        volume.device());
  }

  private static NewVolume together(NewVolume first, NewVolume next) {
    return first.content().isPresent()
        ? first
        : new NewVolume(first.name(), first.labels(), next.content(), first.device());
  }
}
