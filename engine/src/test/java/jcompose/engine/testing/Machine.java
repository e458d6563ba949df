package jcompose.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jcompose.engine.testing.RequiresCgroup.CgroupVersion;

/** What the machine under the tests has. */
final class Machine {
  /** A line of mountinfo(5): where, of what type, with which super options. */
  record MountEntry(Path point, String type, List<String> options) {}

  private Machine() {}

  static int effectiveUid() {
    for (String line : lines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Uid:")) {
        return Integer.parseInt(line.split("\\s+", -1)[2]);
      }
    }
    throw new IllegalStateException("no Uid in /proc/self/status");
  }

  static Optional<Path> command(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean memoryController(CgroupVersion version) {
    return mounts().stream()
        .anyMatch(
            mount ->
                version == CgroupVersion.V1
                    ? mount.type().equals("cgroup") && mount.options().contains("memory")
                    : mount.type().equals("cgroup2")
                        && lines(mount.point().resolve("cgroup.controllers")).stream()
                            .anyMatch(line -> List.of(line.split(" ", -1)).contains("memory")));
  }

  /** The mounts that this process sees, oldest first. */
  static List<MountEntry> mounts() {
    return lines(Path.of("/proc/self/mountinfo")).stream()
        .map(
            line -> {
              int dash = line.indexOf(" - ");
              String[] after = line.substring(dash + 3).split(" ", 3);
              String point = line.split(" ", 6)[4].replace("\\040", " ");
              return new MountEntry(
                  Path.of(point), after[0], List.of(after[after.length - 1].split("[ ,]", -1)));
            })
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
