package jcompose.composer.run;

import java.util.Optional;
import jcompose.composer.model.Project;
import jcompose.composer.model.Volume;
import jcompose.engine.VolumeInfo;
import jcompose.engine.VolumeStore;

/** Removes the volumes that a project made, never external ones. */
record VolumeRemoval(String project, VolumeStore volumes, StackEvents events) {
  void remove(Optional<Project> claimed) {
    for (VolumeInfo volume : volumes.list()) {
      if (VolumeLabels.belongsTo(project, volume.labels()) && !external(claimed, volume.name())) {
        volumes.remove(volume.name());
        events.progress("Volume " + volume.name(), "Removed");
      }
    }
  }

  private static boolean external(Optional<Project> claimed, String name) {
    return claimed.isPresent()
        && claimed.get().volumes().values().stream()
            .filter(Volume::external)
            .anyMatch(volume -> volume.name().equals(name));
  }
}
