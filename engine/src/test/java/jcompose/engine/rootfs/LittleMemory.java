package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.engine.BadLayerException;
import jcompose.engine.EngineDirectories;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.UnpackedArchive;

/** A program of {@link LayerMemoryIT}: unpacks archives and prints what became of each. */
final class LittleMemory {
  private LittleMemory() {}

  /** A folder for layers, then the archives. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    LayerStore store = new LayerStore(new EngineDirectories(folder, folder));
    for (int i = 1; i < arguments.length; i++) {
      Path archive = Path.of(arguments[i]);
      String result;
      try (UnpackedArchive unpacked =
          store.unpack(() -> Files.newInputStream(archive), LayerLimits.DEFAULT)) {
        result = Files.isDirectory(unpacked.folder()) ? "unpacked" : "gone";
      } catch (BadLayerException refused) {
        result = String.valueOf(refused.getMessage());
      }
      System.out.println(archive.getFileName() + ": " + result);
    }
  }
}
