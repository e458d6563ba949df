package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.security.CapabilityNumbers;

/**
 * What programs need to know of this process and machine.
 *
 * @param boundingSet the capabilities that can be given, as a mask
 * @param ignoredSignals a mask in which bit 0 is signal 1
 * @param maskedFolders folders to hide that depend on the processors
 * @param appendsLayers whether overlayfs takes layers one by one
 */
public record Machine(
    long boundingSet, long ignoredSignals, List<String> maskedFolders, boolean appendsLayers) {
  private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");
  private static final int LAST_SIGNAL = 64;

  /** Reads them. */
  public static Machine read() {
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
      return new Machine(
          mask(status, "CapBnd:"),
          mask(status, "SigIgn:"),
          thermalThrottles(),
          KernelVersion.current().isAtLeast(6, 7));
    } catch (IOException failure) {
      throw new EngineException("cannot read /proc/self/status: mount /proc first", failure);
    }
  }

  /** The ignored signals by number; libraries ignore real-time ones, too. */
  public List<Integer> ignored() {
    return Stream.iterate(1, signal -> signal + 1)
        .limit(LAST_SIGNAL)
        .filter(signal -> (ignoredSignals & 1L << (signal - 1)) != 0)
        .collect(Collectors.toList());
  }

  /** The same in a user namespace of its own: who comes into one has every capability there. */
  Machine inUserNamespace() {
    return new Machine(
        CapabilityNumbers.mask(CapabilityNumbers.NAMES),
        ignoredSignals,
        maskedFolders,
        appendsLayers);
  }

  private static long mask(List<String> status, String key) {
    for (String line : status) {
      if (line.startsWith(key)) {
        return Long.parseUnsignedLong(line.substring(key.length()).trim(), 16);
      }
    }
    throw new EngineException("/proc/self/status has no line '" + key + "'");
  }

  private static List<String> thermalThrottles() throws IOException {
    if (!Files.isDirectory(PROCESSORS)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(PROCESSORS)) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("cpu\\d+"))
          .map(folder -> folder.resolve("thermal_throttle"))
          .filter(Files::isDirectory)
          .map(Path::toString)
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
