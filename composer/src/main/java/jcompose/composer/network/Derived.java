package jcompose.composer.network;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbers that follow from names, the same on every machine and every time. FNV-1a with the last
 * step of MurmurHash3: nobody gains from two names of one number, and a digest in a JVM that has
 * just started costs ten times as much.
 */
final class Derived {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Derived() {}

  /** Up to 16 bytes. */
  static byte[] bytes(int count, String... names) {
    byte[] all = ByteBuffer.allocate(16).putLong(hash(1, names)).putLong(hash(2, names)).array();
    return Arrays.copyOf(all, count);
  }

  /** A number from 0 below another. */
  static BigInteger below(BigInteger limit, String... names) {
    return new BigInteger(1, bytes(16, names)).mod(limit);
  }

  private static long hash(int seed, String... names) {
    long hash = (BASIS ^ seed) * PRIME;
    for (String name : names) {
      for (int i = 0; i < name.length(); i++) {
        hash = (hash ^ name.charAt(i)) * PRIME;
      }
      hash = (hash ^ 0xff) * PRIME; // so that "ab", "c" is not "a", "bc"
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
