package jcompose.engine.rootfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import jcompose.engine.state.Trees;

/** A folder of a name that nobody else has, removed in the end: by this, or after a crash. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final LockedFolder lock;

  private TemporaryFolder(Path path, LockedFolder lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one; what has this beginning and is not locked was left by a process that died. */
  static TemporaryFolder make(Path parent, String beginning) {
    while (true) {
      long random = ThreadLocalRandom.current().nextLong();
      Path path = parent.resolve(beginning + HexFormat.of().toHexDigits(random));
      LockedFolder lock = LockedFolder.makeAndLock(path);
      if (lock.isNew()) {
        return new TemporaryFolder(path, lock);
      }
      lock.close();
    }
  }

  /** Its absolute path. */
  public Path path() {
    return path;
  }

  /** Removes it, unless it was moved away. */
  @Override
  public void close() {
    try (lock) {
      if (Files.exists(path)) {
        Trees.delete(path);
      }
    }
  }
}
