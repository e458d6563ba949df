package jcompose.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.security.CapabilityNumbers;

/** What the machine under the tests has. */
final class Machine {
  /** A line of mountinfo(5): where, of what type. */
  record MountEntry(Path point, String type) {}

  private Machine() {}

  static int effectiveUid() {
    for (String line : lines(Path.of("/proc/self/status"))) {
      if (line.startsWith("Uid:")) {
        return Integer.parseInt(line.split("\\s+", -1)[2]);
      }
    }
    throw new IllegalStateException("no Uid in /proc/self/status");
  }

  static boolean hasCapability(String name) {
    long mask = CapabilityNumbers.mask(Set.of(name));
    return lines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .allMatch(line -> (Long.parseUnsignedLong(line.substring(8).trim(), 16) & mask) != 0);
  }

  static Optional<Path> command(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The mounts that this process sees, oldest first. */
  static List<MountEntry> mounts() {
    return lines(Path.of("/proc/self/mountinfo")).stream()
        .map(
            line -> {
              String type = line.substring(line.indexOf(" - ") + 3).split(" ", 2)[0];
              String point = line.split(" ", 6)[4].replace("\\040", " ");
              return new MountEntry(Path.of(point), type);
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
