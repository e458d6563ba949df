package jcompose.composer.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.EngineDirectories;

/** Takes images out of the store, and with them the parts that no other image or container has. */
public final class ImageRemoval {
  private final Stores stores;
  private final EngineDirectories directories;

  /** From the store under the engine's root folder. */
  public ImageRemoval(EngineDirectories directories) {
    this.directories = directories;
    stores = Stores.in(directories, Map.of());
  }

  /**
   * Removes a name, and the image when it was its last one.
   *
   * @param name a reference or path, or the beginning of a digest, which means all its names
   * @param force also when a container uses the image; what that needs stays as long as it does
   * @throws ImageException when there is no such image, or a container uses it
   */
  public Freed remove(String name, boolean force) {
    return stores.removing(() -> removeAlone(name, force));
  }

  private Freed removeAlone(String name, boolean force) {
    StoredImage image = new ImageLookup(stores).find(name);
    List<String> all = ImageCatalog.references(stores).getOrDefault(image.digest(), List.of());
    List<String> removed =
        new ImageLookup(stores)
            .reference(name)
            .map(reference -> List.of(reference.reference()))
            .orElse(all);
    boolean last = removed.size() == all.size();
    ImagesInUse used = ImagesInUse.find(directories);
    Optional<String> user = last && !force ? used.user(stack(image)) : Optional.empty();
    if (user.isPresent()) {
      throw new ImageException(
          "image '"
              + name
              + "' is used by container "
              + user.get()
              + "; remove that first, or say -f, which keeps the layers until it is removed");
    }
    removed.forEach(stores.files()::removeReference);
    if (last) {
      stores.files().removeImage(image.digest());
    }
    return new Freed(removed, last ? List.of(image.digest()) : List.of(), 0, 0).with(sweep(used));
  }

  /**
   * Removes images that have no name any more, and parts that belong to none.
   *
   * @param all also images with names that no container uses
   */
  public Freed prune(boolean all) {
    return stores.removing(() -> pruneAlone(all));
  }

  private Freed pruneAlone(boolean all) {
    stores.removeLeftovers();
    ImagesInUse used = ImagesInUse.find(directories);
    Map<String, List<String>> references = ImageCatalog.references(stores);
    List<String> names = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (StoredImage image : stores.files().images()) {
      List<String> own = references.getOrDefault(image.digest(), List.of());
      if ((all || own.isEmpty()) && used.user(stack(image)).isEmpty()) {
        own.forEach(stores.files()::removeReference);
        stores.files().removeImage(image.digest());
        names.addAll(own);
        digests.add(image.digest());
      }
    }
    return new Freed(names, digests, 0, 0).with(sweep(used));
  }

  /** The folders that a container of the image has; none when a layer is missing. */
  private List<Path> stack(StoredImage image) {
    return stores.layers().stack(ImageStore.withoutRepetitions(image.diffIds())).orElse(List.of());
  }

  /** Removes what neither an image nor a container has. */
  private Freed sweep(ImagesInUse used) {
    Set<Path> folders = new HashSet<>(used.layers());
    Set<String> blobs = new HashSet<>();
    for (StoredImage image : stores.files().images()) {
      image.diffIds().forEach(id -> stores.layers().find(id).ifPresent(folders::add));
      folders.addAll(stack(image));
      image.parts().layers().forEach(layer -> blobs.add(layer.digest()));
    }
    int count = 0;
    for (Path folder : stores.layers().list()) {
      if (!folders.contains(folder)) {
        stores.layers().remove(folder);
        count++;
      }
    }
    long bytes = 0;
    for (String blob : stores.blobs().list()) {
      bytes += blobs.contains(blob) ? 0 : stores.blobs().remove(blob);
    }
    return new Freed(List.of(), List.of(), count, bytes);
  }
}
