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

/** Compares what the store has with the digests that it has it under. */
public final class ImageCheck {
  private final Stores stores;

  /** Of the store under the engine's root folder. */
  public ImageCheck(EngineDirectories directories) {
    stores = Stores.in(directories, Map.of());
  }

  /**
   * Reads everything. A damaged archive is removed: the next command that needs it fetches it.
   *
   * @return what was wrong, a line each; empty when all is well
   */
  public List<String> run() {
    stores.removeLeftovers();
    return stores.using(
        () -> {
          List<String> problems = new ArrayList<>();
          stores.files().images().forEach(image -> check(image, problems));
          return problems;
        });
  }

  private void check(StoredImage image, List<String> problems) {
    String what = image.origin() + " (" + image.digest() + "): ";
    if (!Digests.of(image.manifest()).equals(image.digest())) {
      problems.add(what + "its manifest is damaged; pull it again");
      return;
    }
    if (!Digests.of(image.config()).equals(image.parts().config().digest())) {
      problems.add(what + "its configuration is damaged; pull it again");
    }
    for (String diffId : image.diffIds()) {
      if (stores.layers().find(diffId).isEmpty()) {
        problems.add(what + "layer " + diffId + " is missing; pull it again");
      }
    }
    for (Descriptor blob : image.parts().layers()) {
      Optional<Path> file = stores.blobs().find(blob);
      file.flatMap(there -> damage(there, blob))
          .ifPresent(
              damage -> {
                stores.blobs().remove(blob.digest());
                problems.add(what + damage + "; removed, to be fetched when it is needed");
              });
    }
  }

  private Optional<String> damage(Path file, Descriptor blob) {
    try (InputStream bytes = stores.blobs().open(file, blob)) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    } catch (IOException damaged) {
      return Optional.of(IoReason.of(damaged));
    }
  }
}
