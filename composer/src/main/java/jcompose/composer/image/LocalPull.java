package jcompose.composer.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerSource;
import jcompose.engine.UnpackedArchive;
import jcompose.engine.state.IoReason;

/**
 * Reads images from files and folders: OCI layouts, what {@code docker save} wrote, and archives of
 * root file systems. An archive may be compressed with gzip or zstd.
 */
final class LocalPull {
  private final Path path;
  private final Platform platform;
  private final Stores stores;
  private final PullListener listener;

  LocalPull(Path path, Platform platform, Stores stores, PullListener listener) {
    this.path = path;
    this.platform = platform;
    this.stores = stores;
    this.listener = listener;
  }

  /**
   * One image.
   *
   * @param name which; empty when there is only one
   * @param origin its name in full, for messages and as its origin
   */
  ImagePull.Result one(String name, String origin) {
    if (isRootArchive()) {
      if (!name.isEmpty()) {
        throw new ImageException(
            path + " is the archive of a root file system; leave ':" + name + "' out");
      }
      return new RootArchive(path, platform, stores, listener).read(origin);
    }
    return inside(folder -> List.of(pull(folder, name, origin))).get(0);
  }

  /**
   * The images that have a name in there, by it.
   *
   * @param only the one that is wanted; all when empty
   * @throws ImageException when none has one
   */
  List<Named> all(String only) {
    if (isRootArchive()) {
      throw new ImageException(
          path + " is the archive of a root file system, which has no name: give it one");
    }
    return inside(
        folder -> {
          List<Named> found = new ArrayList<>();
          for (String name : names(folder)) {
            if (!only.isEmpty() && !ImageNames.isCalled(name, only)) {
              continue;
            }
            found.add(new Named(name, pull(folder, name, path + ":" + name)));
          }
          if (found.isEmpty()) {
            throw only.isEmpty()
                ? new ImageException(path + ": the image in it has no name: give it one")
                : ImageNames.choose(path.toString(), only, names(folder));
          }
          return found;
        });
  }

  /** An image under the name that it has in an archive. */
  record Named(String name, ImagePull.Result result) {}

  private boolean isRootArchive() {
    return !Files.isDirectory(path) && !ImageArchive.isOne(path);
  }

  private interface Reading<T> {
    List<T> of(BlobFolder folder);
  }

  private <T> List<T> inside(Reading<T> reading) {
    if (Files.isDirectory(path)) {
      return reading.of(new BlobFolder(path, path.toString()));
    }
    LayerSource archive = () -> Files.newInputStream(path);
    try (UnpackedArchive unpacked = stores.layers().unpack(archive, stores.limits())) {
      return reading.of(new BlobFolder(unpacked.folder(), path.toString()));
    } catch (BadLayerException bad) {
      throw new ImageException(path + ": " + bad.getMessage(), bad);
    } catch (IOException failure) {
      throw new ImageException("cannot read " + path + ": " + IoReason.of(failure), failure);
    }
  }

  private static List<String> names(BlobFolder folder) {
    return folder.has(LayoutSource.INDEX)
        ? LayoutSource.names(folder)
        : DockerArchive.names(folder);
  }

  private ImagePull.Result pull(BlobFolder folder, String name, String origin) {
    try (ImageSource source = open(folder, name)) {
      return new ImagePull(origin, source, platform, stores, listener).run();
    }
  }

  private ImageSource open(BlobFolder folder, String name) {
    if (folder.has(LayoutSource.INDEX)) {
      return new LayoutSource(folder, name);
    }
    if (folder.has(DockerArchive.MANIFEST)) {
      return new DockerArchive(folder, name);
    }
    if (!Files.isDirectory(path)) {
      throw new ImageException(
          path
              + " is the archive of an image that lacks what describes it: neither index.json nor"
              + " manifest.json is in it");
    }
    throw new ImageException(
        folder.shown()
            + " is a folder and no OCI image layout (it has no index.json); a root file system is"
            + " named by 'rootfs:'");
  }
}
