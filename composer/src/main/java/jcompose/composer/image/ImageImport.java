package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.IoReason;

/** Brings images from files into the store, where they need the files no more. */
public final class ImageImport {
  private final Stores stores;

  /**
   * Into the store under the engine's root folder.
   *
   * @param environment sets limits
   */
  public ImageImport(EngineDirectories directories, Map<String, String> environment) {
    stores = Stores.in(directories, environment);
  }

  /**
   * Reads an OCI layout, what {@code docker save} wrote, or the archive of a root file system.
   *
   * @param given a file or folder; {@code :NAME} at its end chooses one of several images
   * @param reference what the image is to be called; when empty, what the file calls it
   * @return the references that lead to images now
   * @throws ImageException when it is none of these, or neither names the image
   */
  public List<String> read(
      Path given, Optional<String> reference, Platform platform, PullListener listener) {
    Optional<String> name = reference.map(text -> ImageReferences.parse(text).toString());
    Path path = given.toAbsolutePath().normalize();
    LocalImage local = LocalImage.of(new ImageKey(path.toString(), ""));
    stores.removeLeftovers();
    LocalPull pull = new LocalPull(local.path(), platform, stores, listener);
    return stores.using(
        () ->
            name.isPresent()
                ? List.of(keep(name.get(), pull.one(local.name(), path.toString())))
                : keepAll(pull.all(local.name())));
  }

  /**
   * Reads images of an OCI layout.
   *
   * @param layout its folder
   * @param shown how messages call it
   * @param digests of manifests, by what the images are to be called: a reference or a path
   * @throws ImageException when one is missing or damaged
   */
  public void read(Path layout, String shown, Map<String, String> digests, PullListener listener) {
    BlobFolder folder = new BlobFolder(layout, shown);
    stores.using(
        () -> {
          digests.forEach(
              (name, digest) -> {
                ImageSource source = LayoutSource.of(folder, digest);
                ImagePull pull = new ImagePull(name, source, Platform.current(), stores, listener);
                keep(name, pull.run());
              });
          return true;
        });
  }

  /**
   * Compares every blob of images in an OCI layout with its digest.
   *
   * @param layout its folder
   * @param shown how messages call it
   * @param digests of manifests, by what the images are called
   * @return what is wrong, a line each
   */
  public static List<String> damage(Path layout, String shown, Map<String, String> digests) {
    BlobFolder folder = new BlobFolder(layout, shown);
    List<String> problems = new ArrayList<>();
    digests.forEach(
        (name, digest) -> {
          try (ImageSource source = LayoutSource.of(folder, digest)) {
            if (new ManifestParser(name).read(source.start()) instanceof Manifest.OfImage image) {
              read(source, image.config());
              for (Descriptor layer : image.layers()) {
                read(source, layer);
              }
            } else {
              problems.add(name + ": its manifest is an index");
            }
          } catch (ImageException damaged) {
            problems.add(name + ": " + damaged.getMessage());
          } catch (IOException damaged) {
            problems.add(name + ": " + IoReason.of(damaged));
          }
        });
    return problems;
  }

  private static void read(ImageSource source, Descriptor blob) throws IOException {
    try (InputStream bytes = source.open(blob, count -> {})) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
  }

  private List<String> keepAll(List<LocalPull.Named> images) {
    List<String> kept = new ArrayList<>();
    for (LocalPull.Named image : images) {
      kept.add(keep(ImageReferences.parse(image.name()).toString(), image.result()));
    }
    return kept;
  }

  private String keep(String name, ImagePull.Result result) {
    stores
        .files()
        .write(
            new StoredReference(name, result.image().digest(), result.start(), Optional.empty()),
            result.image());
    return name;
  }
}
