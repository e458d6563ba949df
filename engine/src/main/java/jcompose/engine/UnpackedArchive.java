package jcompose.engine;

import java.nio.file.Path;
import jcompose.engine.rootfs.TemporaryFolder;

/** The content of an archive that is no layer, for as long as this is open. */
public final class UnpackedArchive implements AutoCloseable {
  private final TemporaryFolder temporary;

  UnpackedArchive(TemporaryFolder temporary) {
    this.temporary = temporary;
  }

  /** Where it lies: an absolute path that only root may enter. */
  public Path folder() {
    return temporary.path();
  }

  /** Removes the content. */
  @Override
  public void close() {
    temporary.close();
  }
}
