package jcompose.composer.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jcompose.composer.ComposerException;
import jcompose.composer.image.ImageExport;
import jcompose.composer.image.ImageStore;
import jcompose.composer.image.Platform;
import jcompose.composer.image.ReproducibleTar;
import jcompose.composer.load.Loaded;
import jcompose.composer.lock.LockFile;
import jcompose.composer.lock.LockedImage;
import jcompose.composer.lock.ProjectLock;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;

/** Writes bundles; the same project gives the same bytes. */
public final class BundleWriter {
  private final Loaded loaded;
  private final ProjectLock lock;
  private final LockFile locked;
  private final ProjectFiles files;

  /**
   * Of a project whose images are all in the store.
   *
   * @param withSecrets whether the files of secrets are written
   * @param target where the bundle will be, which is no part of it
   * @throws ComposerException when a file that it needs cannot be part of a bundle
   */
  public BundleWriter(
      Loaded loaded, ProjectLock lock, LockFile locked, boolean withSecrets, Path target) {
    this.loaded = loaded;
    this.lock = lock;
    this.locked = locked;
    this.files = new ProjectFiles(loaded, withSecrets);
    files.files().values().remove(target.toAbsolutePath().normalize());
  }

  /** What the project takes from the machine that it will run on: paths, with reasons. */
  public List<String> elsewhere() {
    return files.elsewhere();
  }

  /** The names of the secrets that are not in the bundle. */
  public List<String> secretsLeftOut() {
    return files.secretsLeftOut();
  }

  /** Writes the bundle. */
  public void write(ImageExport images, OutputStream out) {
    String lockText = ProjectLock.text(locked);
    Map<String, Path> contents = new TreeMap<>(files.files());
    String lockName = name(lock.file());
    contents.remove(lockName);
    Map<String, String> digests = new LinkedHashMap<>();
    contents.forEach((name, file) -> digests.put(name, FileDigest.of(file)));
    digests.put(lockName, FileDigest.of(lockText));
    BundleDescription description =
        new BundleDescription(
            BundleDescription.VERSION,
            loaded.project().name(),
            Platform.current().toString(),
            loaded.project().files().stream().map(this::name).toList(),
            lockName,
            images(),
            digests,
            files.secretsLeftOut());
    try (ReproducibleTar tar = new ReproducibleTar(out)) {
      tar.file(
          BundleDescription.FILE,
          RecordJson.toPrettyText(description).getBytes(StandardCharsets.UTF_8));
      images.write(layout(description), tar, BundleDescription.IMAGES);
      write(contents, lockName, lockText, tar);
    } catch (IOException failure) {
      throw new ComposerException("cannot write the bundle: " + IoReason.of(failure), failure);
    }
  }

  private static void write(
      Map<String, Path> contents, String lockName, String lockText, ReproducibleTar tar)
      throws IOException {
    List<String> names = new ArrayList<>(contents.keySet());
    names.add(lockName);
    names.sort(null);
    for (String name : names) {
      Path file = contents.get(name);
      String entry = BundleDescription.PROJECT + name;
      if (file == null) {
        tar.file(entry, lockText.getBytes(StandardCharsets.UTF_8));
      } else if (Files.isSymbolicLink(file)) {
        tar.link(entry, Files.readSymbolicLink(file).toString());
      } else {
        tar.file(entry, file);
      }
    }
  }

  private String name(Path file) {
    return loaded.project().directory().relativize(file).toString();
  }

  private Map<String, String> images() {
    Map<String, String> images = new TreeMap<>();
    for (Map.Entry<String, LockedImage> entry : locked.images().entrySet()) {
      String digest = entry.getValue().platforms().get(Platform.current().toString());
      if (digest == null) {
        throw new ComposerException(
            entry.getKey() + " is not locked for " + Platform.current() + ": no bundle for it");
      }
      images.put(entry.getKey(), digest);
    }
    return images;
  }

  /** What the layout calls each image, by its digest. */
  private static Map<String, Optional<String>> layout(BundleDescription description) {
    Map<String, Optional<String>> layout = new LinkedHashMap<>();
    description
        .images()
        .forEach(
            (name, digest) ->
                layout.putIfAbsent(
                    digest, Optional.of(name).filter(called -> !ImageStore.isPath(called))));
    return layout;
  }
}
