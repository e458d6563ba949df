package jcompose.composer.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.RecordJson;

/**
 * The folder of what is known of images: {@code refs/<hash of the reference>.json} leads to {@code
 * <digest>.image.json}. Written in the other order, each in one step, after the layers.
 */
final class ImageFiles {
  private static final String IMAGE = ".image.json";

  private final Path folder;

  ImageFiles(Path folder) {
    this.folder = folder;
  }

  /** What a reference leads to; one with a digest also leads there when it was never pulled. */
  Optional<StoredImage> find(ImageKey key) {
    Optional<StoredImage> known = reference(key).map(StoredReference::digest).flatMap(this::find);
    return known.isPresent() || key.digest().isEmpty() ? known : find(key.digest());
  }

  /** Where a reference led when it was last pulled. */
  Optional<StoredReference> reference(ImageKey key) {
    return AtomicFile.readIfPresent(pointer(key.text()))
        .map(json -> RecordJson.read(json, StoredReference.class))
        .filter(stored -> stored.reference().equals(key.text()));
  }

  /** By the digest of the manifest. */
  Optional<StoredImage> find(String digest) {
    return AtomicFile.readIfPresent(image(digest))
        .map(json -> RecordJson.read(json, StoredImage.class));
  }

  /** When a reference was last fetched; empty when it never was. */
  Optional<Instant> fetchedAt(ImageKey key) {
    try {
      return Optional.of(Files.getLastModifiedTime(pointer(key.text())).toInstant());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new ImageException("cannot read " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  /** Keeps an image and the reference that led to it. */
  void write(StoredReference reference, StoredImage stored) {
    makeFolders();
    AtomicFile.write(image(stored.digest()), RecordJson.toBytes(stored));
    AtomicFile.write(pointer(reference.reference()), RecordJson.toBytes(reference));
  }

  /** All references, sorted. */
  List<StoredReference> references() {
    return files(folder.resolve("refs"), ".json").stream()
        .map(file -> RecordJson.readFile(file, StoredReference.class))
        .sorted(Comparator.comparing(StoredReference::reference))
        .toList();
  }

  /** All images, also those that no reference leads to. */
  List<StoredImage> images() {
    return files(folder, IMAGE).stream()
        .map(file -> RecordJson.readFile(file, StoredImage.class))
        .sorted(Comparator.comparing(StoredImage::digest))
        .toList();
  }

  /** Forgets a reference; the image that it led to stays. */
  void removeReference(String reference) {
    remove(pointer(reference));
  }

  /** Forgets an image, after all references to it. */
  void removeImage(String digest) {
    remove(image(digest));
  }

  /** Removes what processes that died while they wrote here left. */
  void removeLeftovers() {
    AtomicFile.removeAllLeftovers(folder);
    AtomicFile.removeAllLeftovers(folder.resolve("refs"));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new ImageException("cannot remove " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private static List<Path> files(Path folder, String suffix) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[!.]*" + suffix)) {
      all.forEach(files::add);
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failure) {
      throw new ImageException("cannot list " + folder + ": " + IoReason.of(failure), failure);
    }
    return files;
  }

  private void makeFolders() {
    try {
      Files.createDirectories(folder.resolve("refs"));
    } catch (IOException failure) {
      throw new ImageException("cannot make " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  private Path image(String digest) {
    return folder.resolve(digest.replace(':', '-') + IMAGE);
  }

  /** A reference may be longer than a file's name. */
  private Path pointer(String reference) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(reference.getBytes(StandardCharsets.UTF_8));
      return folder.resolve("refs").resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
