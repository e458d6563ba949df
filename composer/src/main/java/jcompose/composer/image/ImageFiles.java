package jcompose.composer.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;

/**
 * The folder of what is known of images: {@code refs/<hash of the reference>.json} leads to {@code
 * <digest>.json}. Written in the other order, each in one step, after the layers.
 */
final class ImageFiles {
  private final Path folder;

  ImageFiles(Path folder) {
    this.folder = folder;
  }

  Optional<StoredImage> find(ImageReference reference) {
    Optional<String> known =
        AtomicFile.readIfPresent(pointer(reference))
            .map(json -> RecordJson.read(json, StoredReference.class))
            .filter(stored -> stored.reference().equals(reference.toString()))
            .map(StoredReference::digest);
    String digest = known.orElse(reference.digest());
    return digest.isEmpty() ? Optional.empty() : find(digest);
  }

  /** By the digest of the manifest. */
  Optional<StoredImage> find(String digest) {
    return AtomicFile.readIfPresent(image(digest))
        .map(json -> RecordJson.read(json, StoredImage.class));
  }

  /** When a reference was last fetched; empty when it never was. */
  Optional<Instant> fetchedAt(ImageReference reference) {
    try {
      return Optional.of(Files.getLastModifiedTime(pointer(reference)).toInstant());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new ImageException("cannot read " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  void write(ImageReference reference, StoredImage stored) {
    try {
      Files.createDirectories(folder.resolve("refs"));
    } catch (IOException failure) {
      throw new ImageException("cannot make " + folder + ": " + IoReason.of(failure), failure);
    }
    AtomicFile.write(image(stored.digest()), RecordJson.toBytes(stored));
    AtomicFile.write(
        pointer(reference),
        RecordJson.toBytes(new StoredReference(reference.toString(), stored.digest())));
  }

  private Path image(String digest) {
    return folder.resolve(digest.replace(':', '-') + ".json");
  }

  /** A reference may be longer than a file's name. */
  private Path pointer(ImageReference reference) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(reference.toString().getBytes(StandardCharsets.UTF_8));
      return folder.resolve("refs").resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
