package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import jcompose.engine.BadLayerException;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** Every form in which a layer's archive may come. */
final class InflationTest {
  private static final String HELLO = "hello hello hello\n";

  /** By zstd(1) 1.5.4 with a checksum. */
  private static final byte[] ZSTD =
      Base64.getDecoder().decode("KLUv/SQSbQAAOGhlbGxvIAoBADFKEaOqdM4=");

  private static final byte[] SKIPPABLE = {0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};

  private static String inflate(byte[] source) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(1000);
    try (Inflation inflation = new Inflation(new ByteArrayInputStream(source), 500)) {
      while (inflation.fill(into)) {
        assertTrue(into.hasRemaining(), "does not come to an end");
      }
    }
    return new String(into.array(), 0, into.position(), StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void plainAndGzip() throws IOException {
    byte[] plain = HELLO.getBytes(StandardCharsets.UTF_8);
    byte[] gzip = TestArchive.gzip(plain);
    assertEquals(HELLO, inflate(plain));
    assertEquals(HELLO, inflate(gzip));
    assertEquals(HELLO + HELLO, inflate(join(gzip, gzip)));
  }

  @Test
  void zstdOfOneAndManyFrames() throws IOException {
    assertEquals(HELLO, inflate(ZSTD));
    assertEquals(HELLO + HELLO, inflate(join(ZSTD, ZSTD)));
    assertEquals(HELLO + HELLO, inflate(join(ZSTD, SKIPPABLE, ZSTD, SKIPPABLE)));
  }

  @Test
  void damagedZstdIsRefused() {
    for (int length = 5; length < ZSTD.length; length++) {
      byte[] cut = Arrays.copyOf(ZSTD, length);
      assertThrows(BadLayerException.class, () -> inflate(cut), "cut after " + length);
    }
    byte[] followed = join(ZSTD, "junk".getBytes(StandardCharsets.UTF_8));
    assertThrows(BadLayerException.class, () -> inflate(followed));
    byte[] changed = ZSTD.clone();
    changed[changed.length - 1] ^= 1;
    assertThrows(BadLayerException.class, () -> inflate(changed));
  }

  @Test
  void whatInflatesBeyondTheLimitIsRefused() {
    byte[] much = TestArchive.gzip(new byte[900]);
    assertThrows(BadLayerException.class, () -> inflate(much));
  }
}
