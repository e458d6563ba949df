package jcompose.engine.oci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.state.AtomicFile;
import jcompose.engine.state.IoReason;

/** Stops and continues all processes of a container at once: the freezer of cgroup v1 or v2. */
final class Freezing {
  private static final Path V1 = Path.of("/sys/fs/cgroup/freezer");

  private Freezing() {}

  static boolean isFrozen(String cgroupsPath) {
    Path legacy = V1.resolve(cgroupsPath).resolve("freezer.state");
    if (Files.exists(legacy)) {
      return !text(legacy).equals("THAWED");
    }
    return unified(cgroupsPath)
        .map(group -> text(group.resolve("cgroup.freeze")).equals("1"))
        .orElse(false);
  }

  static void set(String cgroupsPath, boolean frozen) {
    Path legacy = V1.resolve(cgroupsPath).resolve("freezer.state");
    Path file;
    String word;
    if (Files.exists(legacy)) {
      file = legacy;
      word = frozen ? "FROZEN" : "THAWED";
    } else {
      file =
          unified(cgroupsPath)
              .orElseThrow(
                  () -> new EngineException("this machine has no cgroup that can pause processes"))
              .resolve("cgroup.freeze");
      word = frozen ? "1" : "0";
    }
    try {
      Files.writeString(file, word);
    } catch (IOException failure) {
      throw new EngineException("cannot write " + file + ": " + IoReason.of(failure), failure);
    }
  }

  private static Optional<Path> unified(String cgroupsPath) {
    for (String root : new String[] {"/sys/fs/cgroup/unified", "/sys/fs/cgroup"}) {
      Path group = Path.of(root).resolve(cgroupsPath);
      if (Files.exists(group.resolve("cgroup.freeze"))) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  private static String text(Path file) {
    return AtomicFile.readIfPresent(file)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).trim())
        .orElse("");
  }
}
