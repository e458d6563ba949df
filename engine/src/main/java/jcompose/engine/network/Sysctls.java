package jcompose.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    try {
      Files.writeString(file, value, StandardOpenOption.WRITE);
    } catch (NoSuchFileException notThere) {
      // as said
    } catch (IOException failure) {
      throw new EngineException(file + ": " + IoReason.of(failure), failure);
    }
  }

  /** Writes one unless it is set so: some are written only under a lock. */
  static void set(String name, String value) {
    if (!read(name).equals(value)) {
      write(name, value);
    }
  }

  /** What one is set to; empty when the kernel does not have it. */
  static String read(String name) {
    Path file = FOLDER.resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException notThere) {
      return "";
    } catch (IOException failure) {
      throw new EngineException(file + ": " + IoReason.of(failure), failure);
    }
  }
}
