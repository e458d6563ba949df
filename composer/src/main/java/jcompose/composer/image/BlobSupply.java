package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** An image's archives for who hands it on: those of the store, else from where it came. */
final class BlobSupply implements AutoCloseable {
  private final StoredImage image;
  private final Stores stores;
  private final Map<String, String> environment;
  private Optional<ImageSource> source = Optional.empty();

  BlobSupply(StoredImage image, Stores stores, Map<String, String> environment) {
    this.image = image;
    this.stores = stores;
    this.environment = environment;
  }

  /**
   * A blob's file, fetched when it is missing or damaged.
   *
   * @throws ImageException when it is not to be had
   */
  Path file(Descriptor blob) {
    Optional<Path> there = stores.blobs().find(blob);
    if (there.isPresent() && isWhole(there.get(), blob)) {
      return there.get();
    }
    there.ifPresent(damaged -> stores.blobs().remove(blob.digest()));
    ImageSource from = source();
    try (InputStream bytes = from.open(blob, count -> {});
        BlobCopy copy = stores.blobs().copyOf(bytes)) {
      copy.commit(stores.blobs().file(blob.digest()));
    } catch (IOException failure) {
      throw from.explain(failure);
    }
    return stores
        .blobs()
        .find(blob)
        .orElseThrow(
            () -> new ImageException("blob " + blob.digest() + " could not be kept: disk full?"));
  }

  private boolean isWhole(Path file, Descriptor blob) {
    try (InputStream bytes = stores.blobs().open(file, blob)) {
      bytes.transferTo(java.io.OutputStream.nullOutputStream());
      return true;
    } catch (IOException damaged) {
      return false;
    }
  }

  private ImageSource source() {
    if (source.isEmpty()) {
      ImageKey origin = ImageKey.of(image.origin());
      if (origin.isPath()) {
        throw new ImageException(
            image.origin()
                + ": its archive is no longer in the store; import it again with 'jcompose image"
                + " import'");
      }
      source = Optional.of(RegistrySource.open(ImageReferences.parse(origin.text()), environment));
    }
    return source.get();
  }

  @Override
  public void close() {
    source.ifPresent(ImageSource::close);
  }
}
