package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Layers on each other. An overlay shows a folder as the uppermost layer has it, also where that
 * layer only implies the folder, so that what a lower layer says of its owner, mode and time is
 * lost.
 */
final class LayerStack {
  /**
   * A layer.
   *
   * @param folder where it is unpacked
   * @param implied as {@link LayerNote} has it
   */
  record Layer(Path folder, Set<String> implied) {}

  private final List<Layer> topFirst;

  LayerStack(List<Layer> baseFirst) {
    topFirst = new ArrayList<>(baseFirst);
    Collections.reverse(topFirst);
  }

  /** The folders that the overlay would show wrongly, with those above them; often none. */
  FolderAttributes attributes() {
    Set<String> candidates = new TreeSet<>();
    topFirst.forEach(layer -> candidates.addAll(layer.implied()));
    List<LayerSight> sights = new ArrayList<>();
    try {
      topFirst.forEach(layer -> sights.add(LayerSight.open(layer)));
      FolderAttributes attributes = new FolderAttributes();
      for (String path : candidates) {
        if (find(sights, path, false)
            .filter(top -> top.layer().implied().contains(path))
            .isPresent()) {
          find(sights, path, true).ifPresent(said -> attributes.put(path, said.values(path)));
        }
      }
      for (String path : attributes.missingParents()) {
        find(sights, path, true)
            .or(() -> find(sights, path, false))
            .ifPresent(own -> attributes.put(path, own.values(path)));
      }
      return attributes;
    } finally {
      sights.forEach(LayerSight::close);
    }
  }

  /** The uppermost layer that has a folder there, or that describes it. */
  private static Optional<LayerSight> find(
      List<LayerSight> topFirst, String path, boolean described) {
    for (LayerSight sight : topFirst) {
      if (sight.hasFolder(path) && !(described && sight.layer().implied().contains(path))) {
        return Optional.of(sight);
      }
      if (sight.hidesBelow(path)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
