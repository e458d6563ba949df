package jcompose.composer.cli;

import java.util.Map;
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
    ImageStore store = new ImageStore(context.directories(), context.environment());
    Image image =
        store.isOutdated(path)
            ? store.pull(path, Platform.current(), PullListener.SILENT)
            : store
                .find(path)
                .orElseGet(() -> store.pull(path, Platform.current(), PullListener.SILENT));
    return image.digest();
  }

  /**
   * Whether a reference still leads where it led when it was locked.
   *
   * @param offline whether registries are taken to answer as they did
   */
  boolean isLocked(String reference, LockedImage locked, boolean offline) {
    return ImageStore.isPath(reference)
        ? locked.digest().equals(local(reference))
        : offline || locked.digest().equals(find(reference).digest());
  }
}
