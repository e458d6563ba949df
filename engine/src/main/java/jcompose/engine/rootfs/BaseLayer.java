package jcompose.engine.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import jcompose.engine.EngineException;
import jcompose.engine.linux.RawFile;
import jcompose.engine.state.IoReason;
import jcompose.engine.state.Trees;

/**
 * The layer below all images: the folders and files that every container has mounts on. An image
 * that lacks them would otherwise get them in each container's own layer, which takes longer.
 */
public final class BaseLayer {
  private static final String NAME = "base";
  private static final List<String> FOLDERS = List.of("dev", "etc", "proc", "sys");
  private static final List<String> FILES = List.of("etc/hostname", "etc/hosts", "etc/resolv.conf");
  private static final int FILE_MODE = 0644;

  private BaseLayer() {}

  /**
   * The layers with this one below.
   *
   * @param root the engine's folder
   * @param layers absolute paths, the base first; a layer that holds the store stays alone, since
   *     an overlay refuses a layer inside another
   */
  public static List<Path> below(List<Path> layers, Path root) {
    Path base = root.resolve(NAME);
    if (layers.stream().anyMatch(base::startsWith)) {
      return layers;
    }
    List<Path> all = new ArrayList<>(layers.size() + 1);
    all.add(base);
    all.addAll(layers);
    return all;
  }

  /** Makes it when it is missing. */
  public static void make(Path root) {
    Path base = root.resolve(NAME);
    if (Files.isDirectory(base)) {
      return;
    }
    try {
      Files.createDirectories(root);
      Path making = Files.createTempDirectory(root, "." + NAME);
      try {
        fill(making);
        Files.move(making, base, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | RuntimeException failure) {
        Trees.delete(making);
        throw failure;
      }
    } catch (IOException failure) {
      if (!Files.isDirectory(base)) { // else another command was quicker
        throw new EngineException("cannot make " + base + ": " + IoReason.of(failure), failure);
      }
    }
  }

  private static void fill(Path folder) throws IOException {
    for (String name : FOLDERS) {
      Path made = Files.createDirectory(folder.resolve(name));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String name : FILES) {
      RawFile.write(folder.resolve(name), FILE_MODE, new byte[0]);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
