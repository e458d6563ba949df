package jcompose.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Copies from one tree to another.
 *
 * @param path in the source
 * @param follow whether a link at its end is followed
 * @param as what it is called in the folder; empty for a folder whose content alone is wanted
 * @param folder in the target, which is there
 * @param owners whether the files keep their owners
 */
public record TreeTransfer(String path, boolean follow, String as, String folder, boolean owners) {
  private static final int PART = 1 << 17;

  /**
   * Copies.
   *
   * @throws EngineException naming what cannot be read or written
   */
  public void run(FileTree source, FileTree target) {
    ArchivePipe pipe = new ArchivePipe();
    Thread reader = new Thread(() -> read(source, pipe), "reads files to copy");
    reader.setDaemon(true);
    reader.start();
    try {
      target.write(folder, pipe.reading(), owners);
    } catch (ArchivePipe.BrokenException broken) {
      if (broken.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(broken.getCause());
    } catch (IOException failure) {
      throw new EngineException("cannot copy: " + failure.getMessage(), failure);
    } finally {
      join(reader); // the source stays open until nobody reads it
    }
  }

  private void read(FileTree source, ArchivePipe pipe) {
    try {
      OutputStream out = new BufferedOutputStream(pipe.writing(), PART);
      source.read(path, follow, as, out);
      pipe.end(null);
    } catch (IOException | RuntimeException | Error failure) {
      pipe.end(failure);
    }
  }

  private static void join(Thread reader) {
    try {
      reader.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
