package jcompose.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.engine.EngineException;
import jcompose.engine.state.IoReason;

/** Files below /proc/sys/net, of the network namespace that the calling thread is in. */
final class Sysctls {
  private static final Path FOLDER = Path.of("/proc/sys/net");

  private Sysctls() {}

  /** Whether the kernel has IPv6. */
  static boolean haveV6() {
    return Files.exists(FOLDER.resolve("ipv6"));
  }

  /** Writes one; what the kernel does not have (IPv6, say) is left out. */
  static void write(String name, String value) {
    Path file = FOLDER.resolve(name);
    if (!Files.exists(file)) {
      return;
    }
    try {
      Files.writeString(file, value);
    } catch (IOException failure) {
      throw new EngineException(file + ": " + IoReason.of(failure), failure);
    }
  }

  /** What one is set to; empty when the kernel does not have it. */
  static String read(String name) {
    Path file = FOLDER.resolve(name);
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException failure) {
      throw new EngineException(file + ": " + IoReason.of(failure), failure);
    }
  }
}
