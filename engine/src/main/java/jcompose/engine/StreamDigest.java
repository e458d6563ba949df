package jcompose.engine;

import java.security.MessageDigest;
import jcompose.engine.linux.LibCrypto;

/**
 * Hashes what is long. The JDK's own SHA-256 takes ten times as long where only the first compiler
 * runs, as it does in commands; for a few bytes it is the quicker one to load.
 */
public final class StreamDigest {
  private StreamDigest() {}

  /** A SHA-256 that has seen nothing: OpenSSL's, or the JDK's on a machine without it. */
  public static MessageDigest sha256() {
    return LibCrypto.sha256();
  }
}
