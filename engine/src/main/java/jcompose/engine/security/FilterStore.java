package jcompose.engine.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import jcompose.engine.EngineException;
import jcompose.engine.linux.LibCrypto;
import jcompose.engine.state.AtomicFile;

/**
 * Compiled filters on disk. A file is a SHA-256 of key and code, then the code; one that does not
 * fit is made again.
 */
final class FilterStore {
  private static final int HASH = 32;
  private static final int INSTRUCTION = 8;

  private final Path folder;

  FilterStore(Path folder) {
    this.folder = folder;
  }

  /** The code that was kept for a key, else what the compiler makes now. */
  byte[] find(String key, Supplier<byte[]> compiler) {
    byte[] hash = hash(key.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve(HexFormat.of().formatHex(hash) + ".bpf");
    Optional<byte[]> kept = AtomicFile.readIfPresent(file).flatMap(bytes -> verified(hash, bytes));
    return kept.orElseGet(
        () -> {
          byte[] code = compiler.get();
          keep(file, hash, code);
          return code;
        });
  }

  private static Optional<byte[]> verified(byte[] key, byte[] bytes) {
    if (bytes.length <= HASH || (bytes.length - HASH) % INSTRUCTION != 0) {
      return Optional.empty();
    }
    byte[] code = Arrays.copyOfRange(bytes, HASH, bytes.length);
    boolean whole = Arrays.equals(hash(key, code), Arrays.copyOf(bytes, HASH));
    return whole ? Optional.of(code) : Optional.empty();
  }

  private void keep(Path file, byte[] key, byte[] code) {
    try {
      Files.createDirectories(folder);
      AtomicFile.writeUntilReboot(
          file, ByteBuffer.allocate(HASH + code.length).put(hash(key, code)).put(code).array());
    } catch (IOException | EngineException full) {
      // a disk that takes no more makes the next process compile again, and breaks nothing
      return;
    }
  }

  private static byte[] hash(byte[]... parts) {
    MessageDigest digest = LibCrypto.sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
