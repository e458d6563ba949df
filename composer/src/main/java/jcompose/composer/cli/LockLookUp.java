package jcompose.composer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.image.Image;
import jcompose.composer.image.ImageDigests;
import jcompose.composer.image.ImageStore;
import jcompose.composer.image.Platform;
import jcompose.composer.image.PullListener;
import jcompose.composer.lock.LockedImage;

/** Finds out where the images of a project lead now: registries are asked, files are read. */
final class LockLookUp {
  private final Context context;

  LockLookUp(Context context) {
    this.context = context;
  }

  /** What a reference leads to now. */
  LockedImage find(String reference) {
    if (!ImageStore.isPath(reference)) {
      ImageDigests.Found found = new ImageDigests(context.environment()).find(reference);
      return new LockedImage("registry", found.digest(), found.platforms());
    }
    String digest = local(reference);
    return new LockedImage("file", digest, Map.of(Platform.current().toString(), digest));
  }

  private String local(String path) {
    ImageStore store = store();
    Image image =
        store.isOutdated(path)
            ? store.pull(path, Platform.current(), PullListener.SILENT)
            : store
                .find(path)
                .orElseGet(() -> store.pull(path, Platform.current(), PullListener.SILENT));
    return image.digest();
  }

  private ImageStore store() {
    return new ImageStore(context.directories(), context.environment());
  }

  /** The image of a bundle is in the store, and its file is nowhere. */
  private static boolean isThere(String path) {
    return Files.exists(Path.of(path));
  }

  /**
   * Whether a reference still leads where it led when it was locked.
   *
   * @param offline whether registries are taken to answer as they did
   */
  boolean isLocked(String reference, LockedImage locked, boolean offline) {
    if (ImageStore.isPath(reference)) {
      return isThere(reference)
          ? locked.digest().equals(local(reference))
          : store().find(reference, Optional.of(locked.digest())).isPresent();
    }
    return offline || locked.digest().equals(find(reference).digest());
  }
}
