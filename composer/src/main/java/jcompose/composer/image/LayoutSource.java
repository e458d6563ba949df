package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import jcompose.composer.image.Manifest.Entry;
import jcompose.engine.state.IoReason;

/** An image in an OCI image layout. */
final class LayoutSource implements ImageSource {
  static final String INDEX = "index.json";

  private final BlobFolder folder;
  private final RawManifest start;

  /**
   * One of the images of a layout.
   *
   * @param name which; empty when there is only one
   * @throws ImageException when there is none of that name, or several and no name
   */
  LayoutSource(BlobFolder folder, String name) {
    this.folder = folder;
    RawManifest index = RawManifest.of(folder.shown(), folder.document(INDEX));
    List<Entry> named = named(folder, index, name);
    start = named.size() == 1 ? manifest(named.get(0).target().digest()) : index;
  }

  private LayoutSource(BlobFolder folder, RawManifest start) {
    this.folder = folder;
    this.start = start;
  }

  /** The image whose manifest has a digest. */
  static LayoutSource of(BlobFolder folder, String digest) {
    return new LayoutSource(folder, document(folder, digest));
  }

  /** The entries of a name; without one, those that are one image's for several platforms. */
  private static List<Entry> named(BlobFolder folder, RawManifest index, String name) {
    List<Entry> entries = entries(folder, index);
    List<Entry> found =
        name.isEmpty()
            ? entries
            : entries.stream().filter(entry -> ImageNames.isCalled(entry, name)).toList();
    List<String> names = names(entries);
    if (found.isEmpty() || (name.isEmpty() && names.size() > 1)) {
      throw ImageNames.choose(folder.shown(), name, names);
    }
    return found;
  }

  private static List<Entry> entries(BlobFolder folder, RawManifest index) {
    if (new ManifestParser(folder.shown()).read(index) instanceof Manifest.Index images) {
      return images.entries();
    }
    throw new ImageException(folder.shown() + ": '" + INDEX + "' is not an index");
  }

  /** What the images of a layout are called, each once; empty when they have no names. */
  static List<String> names(BlobFolder folder) {
    return names(entries(folder, RawManifest.of(folder.shown(), folder.document(INDEX))));
  }

  private static List<String> names(List<Entry> entries) {
    List<String> names = new ArrayList<>();
    for (Entry entry : entries) {
      String name = entry.fullName().isEmpty() ? entry.name() : entry.fullName();
      if (!name.isEmpty() && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public RawManifest start() {
    return start;
  }

  @Override
  public RawManifest manifest(String digest) {
    return document(folder, digest);
  }

  private static RawManifest document(BlobFolder folder, String digest) {
    RawManifest found = RawManifest.of(folder.shown(), folder.document(blob(digest)));
    if (!found.digest().equals(digest)) {
      throw new ImageException(
          folder.shown() + ": blob " + digest + " is damaged: it is " + found.digest());
    }
    return found;
  }

  @Override
  public InputStream open(Descriptor blob, LongConsumer progress) throws IOException {
    return new VerifiedStream(
        Files.newInputStream(folder.file(blob(blob.digest()))), folder.shown(), blob, progress);
  }

  private static String blob(String digest) {
    return "blobs/sha256/" + digest.substring("sha256:".length());
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public ImageException explain(Exception failure) {
    return failure instanceof ImageException told
        ? told
        : new ImageException(
            failure instanceof IOException io ? IoReason.of(io) : String.valueOf(failure), failure);
  }

  @Override
  public void close() {}
}
