package jcompose.engine.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** OpenSSL's SHA-256 against the JDK's. */
final class LibCryptoTest {
  private static final byte[] DATA = new byte[100_003];

  static {
    new Random(1).nextBytes(DATA);
  }

  @Test
  void allWaysToUpdateAgree() throws Exception {
    assumeTrue(LibCrypto.isAvailable(), "needs libcrypto.so.3 or libcrypto.so.1.1");
    byte[] expected = MessageDigest.getInstance("SHA-256", "SUN").digest(DATA);
    MessageDigest digest = LibCrypto.sha256();
    assertArrayEquals(expected, digest.digest(DATA));
    digest.update(DATA[0]);
    digest.update(DATA, 1, 40_000);
    digest.update(ByteBuffer.wrap(DATA, 40_001, 10_000));
    ByteBuffer direct = ByteBuffer.allocateDirect(DATA.length).put(DATA).flip().position(50_001);
    MessageDigest copy = (MessageDigest) digest.clone();
    digest.update(direct.duplicate());
    assertArrayEquals(expected, digest.digest());
    copy.update(direct);
    assertArrayEquals(expected, copy.digest());
    digest.update(DATA);
    digest.reset();
    assertArrayEquals(expected, digest.digest(DATA));
  }
}
