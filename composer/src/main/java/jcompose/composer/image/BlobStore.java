package jcompose.composer.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import jcompose.engine.state.IoReason;

/**
 * The layers' archives as they came, under the names that an OCI layout gives them: {@code
 * sha256/<hex>}. Containers need none of them; they make it possible to hand an image on unchanged.
 *
 * <p>A file appears by one rename when it is whole. Until then it is {@code tmp-<process>-<number>}
 * and is swept once that process is gone.
 */
final class BlobStore {
  private static final String TEMPORARY = "tmp-";
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path folder;

  BlobStore(Path folder) {
    this.folder = folder;
  }

  /** A blob that is there in its whole length; its digest is compared by who reads it. */
  Optional<Path> find(Descriptor blob) {
    Path file = file(blob.digest());
    try {
      return Files.size(file) == blob.size() ? Optional.of(file) : Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new ImageException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  /** A blob's bytes from the store, which fail when they are damaged. */
  InputStream open(Path file, Descriptor blob) throws IOException {
    return new VerifiedStream(Files.newInputStream(file), file.toString(), blob, count -> {});
  }

  /** Copies what is read of a source; {@link BlobCopy#commit} lets the copy stay. */
  BlobCopy copyOf(InputStream source) {
    makeFolders();
    return new BlobCopy(source, folder.resolve(temporaryPrefix() + COUNTER.incrementAndGet()));
  }

  /** The digests of the blobs that are there. */
  Set<String> list() {
    Set<String> digests = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("sha256"))) {
      files.forEach(file -> digests.add("sha256:" + file.getFileName()));
    } catch (NoSuchFileException none) {
      return Set.of();
    } catch (IOException failure) {
      throw new ImageException("cannot list " + folder + ": " + IoReason.of(failure), failure);
    }
    return digests;
  }

  /** Removes a blob if it is there, and answers its size. */
  long remove(String digest) {
    Path file = file(digest);
    try {
      long size = Files.exists(file) ? Files.size(file) : 0;
      Files.deleteIfExists(file);
      return size;
    } catch (IOException failure) {
      throw new ImageException("cannot remove " + file + ": " + IoReason.of(failure), failure);
    }
  }

  /** Removes what processes that are gone had not finished. */
  void removeLeftovers() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
      for (Path file : files) {
        if (!isAlive(String.valueOf(file.getFileName()))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException none) {
      return;
    } catch (IOException failure) {
      throw new ImageException("cannot clean " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  private static boolean isAlive(String name) {
    String[] parts = name.split("-", 4);
    return parts.length == 4
        && parts[1].matches("[0-9]{1,10}")
        && ProcessHandle.of(Long.parseLong(parts[1]))
            .map(BlobStore::started)
            .filter(parts[2]::equals)
            .isPresent();
  }

  private static String temporaryPrefix() {
    ProcessHandle self = ProcessHandle.current();
    return TEMPORARY + self.pid() + "-" + started(self) + "-";
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(start -> "" + start.toEpochMilli()).orElse("0");
  }

  /** Where a blob lies, or will. */
  Path file(String digest) {
    if (!Descriptor.isDigest(digest)) {
      throw new IllegalArgumentException(digest);
    }
    return folder.resolve("sha256").resolve(digest.substring("sha256:".length()));
  }

  private void makeFolders() {
    try {
      Files.createDirectories(folder.resolve("sha256"));
    } catch (IOException failure) {
      throw new ImageException("cannot make " + folder + ": " + IoReason.of(failure), failure);
    }
  }
}
