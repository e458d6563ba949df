package jcompose.composer.run;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for containers and volumes that have none of their own. */
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** 64 hexadecimal digits, as Docker's ids are. */
  static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
