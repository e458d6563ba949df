package jcompose.composer.network;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Numbers that follow from names, the same on every machine and every time. */
final class Derived {
  private Derived() {}

  /** Bytes of the names' SHA-256. */
  static byte[] bytes(int count, String... names) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0); // so that "ab", "c" is not "a", "bc"
      }
      return Arrays.copyOf(digest.digest(), count);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A number from 0 below another. */
  static BigInteger below(BigInteger limit, String... names) {
    return new BigInteger(1, bytes(16, names)).mod(limit);
  }
}
