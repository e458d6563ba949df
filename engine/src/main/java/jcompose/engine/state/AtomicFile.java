package jcompose.engine.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.engine.EngineException;
import jcompose.engine.linux.RawFile;
import jcompose.engine.linux.SyscallException;

/** Files that a reader finds whole, old or new, whatever dies in between. */
public final class AtomicFile {
  private static final int OWNER_ONLY = 0600;
  private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.([0-9]{1,10})-[0-9]+\\.tmp");
  private static final AtomicLong COUNTER = new AtomicLong();

  private AtomicFile() {}

  /**
   * Replaces a file's content; when this returns, it survives a power cut. The file is its owner's
   * alone (mode 0600); its folder must exist.
   *
   * @throws EngineException naming the path and the reason; the old content is then still there
   */
  public static void write(Path file, byte[] content) {
    replace(file, content, true);
  }

  /**
   * Replaces a file's content in the same way, without waiting for a disk: after a power cut the
   * file may be old, new or empty. For what means nothing after a boot.
   *
   * @throws EngineException naming the path and the reason; the old content is then still there
   */
  public static void writeUntilReboot(Path file, byte[] content) {
    replace(file, content, false);
  }

  private static void replace(Path file, byte[] content, boolean durable) {
    Path target = file.toAbsolutePath();
    Path folder = parent(target);
    Path temporary = temporary(target);
    try {
      try {
        if (durable) {
          writeSynced(temporary, content);
        } else {
          RawFile.write(temporary, OWNER_ONLY, content);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | SyscallException failure) {
        discard(temporary, failure);
        throw failure;
      }
      if (durable) {
        syncFolder(folder);
      }
    } catch (IOException failure) {
      throw new EngineException("cannot write " + file + ": " + IoReason.of(failure), failure);
    } catch (SyscallException failure) {
      throw new EngineException("cannot write " + file + ": " + failure.getMessage(), failure);
    }
  }

  /** Where this process writes a file before it is whole. */
  static Path temporary(Path file) {
    return file.resolveSibling(
        "."
            + file.getFileName()
            + "."
            + ProcessHandle.current().pid()
            + "-"
            + COUNTER.incrementAndGet()
            + ".tmp");
  }

  /**
   * Removes what processes that died while they wrote files of a folder left there. Nothing reads
   * it, but it takes room.
   */
  public static void removeAllLeftovers(Path folder) {
    removeLeftovers(folder, "");
  }

  /** The same for one file. */
  static void removeLeftovers(Path file) {
    removeLeftovers(parent(file), "." + file.getFileName() + ".");
  }

  private static void removeLeftovers(Path folder, String prefix) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        Matcher temporary = TEMPORARY.matcher(name);
        if (name.startsWith(prefix)
            && temporary.matches()
            && ProcessHandle.of(Long.parseLong(temporary.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException none) {
      return;
    } catch (IOException failure) {
      throw new EngineException("cannot clean " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  /**
   * A file's content.
   *
   * @throws EngineException naming the path and the reason, a missing file included
   */
  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new EngineException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  /** A file's content, or empty when there is no such file. */
  public static Optional<byte[]> readIfPresent(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new EngineException("cannot read " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private static Path parent(Path absolute) {
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new EngineException("cannot write " + absolute + ": is a directory");
    }
    return parent;
  }

  private static void writeSynced(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(CREATE, TRUNCATE_EXISTING, WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /**
   * Waits until the names in a folder are on the disk: a rename itself is only safe then.
   *
   * @throws EngineException naming the folder and the reason
   */
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException failure) {
      throw new EngineException("cannot write " + folder + ": " + IoReason.of(failure), failure);
    }
  }

  private static void discard(Path temporary, Exception failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }
}
