package jcompose.composer.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.run.StoredVolumes;
import jcompose.engine.VolumeInfo;
import jcompose.engine.spec.VolumeDevice;

/**
 * What is shown of a volume; its JSON has these names.
 *
 * @param driver always {@code local}
 * @param mountpoint the folder on the host
 * @param createdAt in ISO 8601
 * @param project that made it; empty for one that no project made
 * @param labels the user's and the project's
 * @param device what is mounted when containers use it, in place of a folder
 */
record VolumeLine(
    String name,
    String driver,
    String mountpoint,
    String createdAt,
    Optional<String> project,
    Map<String, String> labels,
    Optional<VolumeDevice> device) {

  static VolumeLine of(VolumeInfo volume, StoredVolumes volumes) {
    return new VolumeLine(
        volume.name(),
        "local",
        volumes.path(volume.name()).toString(),
        Instant.ofEpochMilli(volume.created()).toString(),
        StoredVolumes.projectOf(volume),
        volume.labels(),
        volume.device());
  }
}
