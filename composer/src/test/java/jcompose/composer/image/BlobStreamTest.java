package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** A blob over connections that break: what goes on, what is refused, what is counted. */
final class BlobStreamTest {
  private static final byte[] BYTES = new byte[200_000];

  static {
    new Random(7).nextBytes(BYTES);
  }

  private final List<Long> asked = new ArrayList<>();
  private final AtomicLong progress = new AtomicLong();

  /** A body that breaks after its last byte. */
  private static InputStream broken(byte[] bytes) {
    return new SequenceInputStream(
        new ByteArrayInputStream(bytes),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new EOFException("broken");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        });
  }

  private static byte[] from(long start, long length) {
    return Arrays.copyOfRange(
        BYTES, (int) start, (int) Math.min(BYTES.length, start + Math.min(length, BYTES.length)));
  }

  private BlobStream stream(long size, BlobStream.Source source) {
    return new BlobStream(
        start -> {
          asked.add(start);
          return source.open(start);
        },
        TestArchive.digest(BYTES),
        size,
        progress::addAndGet,
        new Retry(0, 0, 0));
  }

  private static byte[] read(InputStream stream, int step) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[step];
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      all.write(buffer, 0, read);
    }
    return all.toByteArray();
  }

  @Test
  void goesOnWhereItWasHoweverOftenItBreaks() throws IOException {
    Random random = new Random(1);
    BlobStream stream =
        stream(BYTES.length, start -> broken(from(start, 1 + random.nextInt(20_000))));
    assertArrayEquals(BYTES, read(stream, 4096));
    assertEquals(BYTES.length, progress.get(), "every byte is counted once");
    assertTrue(asked.size() > 10, asked.toString());
    assertEquals(asked.stream().sorted().distinct().toList(), asked);
  }

  @Test
  void theAttemptsCountAnewWithEveryByteButNotForEver() {
    BlobStream slow = stream(BYTES.length, start -> broken(from(start, 1)));
    assertThrows(GaveUpException.class, () -> read(slow, 4096));
    assertEquals(100, asked.size());
    asked.clear();
    BlobStream stuck = stream(BYTES.length, start -> broken(from(start, start == 0 ? 10 : 0)));
    IOException failure = assertThrows(GaveUpException.class, () -> read(stuck, 4096));
    assertEquals("broken", failure.getMessage());
    assertEquals(List.of(0L, 10L, 10L, 10L), asked);
  }

  @Test
  void theLastByteComesOnlyWithTheRightDigest() throws IOException {
    byte[] changed = BYTES.clone();
    changed[5] ^= 1;
    BlobStream stream = stream(BYTES.length, start -> new ByteArrayInputStream(changed));
    assertEquals(BYTES.length - 1, stream.readNBytes(BYTES.length - 1).length);
    WrongBytesException wrong = assertThrows(WrongBytesException.class, stream::read);
    assertTrue(String.valueOf(wrong.getMessage()).contains(TestArchive.digest(changed)));
    assertEquals(List.of(0L), asked, "other bytes are not asked for again");
  }

  @Test
  void moreThanPromisedIsRefused() {
    byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 1);
    for (int step : new int[] {4096, BYTES.length, BYTES.length + 10}) {
      BlobStream stream = stream(BYTES.length, start -> new ByteArrayInputStream(longer));
      WrongBytesException more =
          assertThrows(WrongBytesException.class, () -> read(stream, step), "" + step);
      assertTrue(String.valueOf(more.getMessage()).contains("more than the 200000 bytes"));
    }
  }

  @Test
  void lessThanPromisedIsAskedForAgain() throws IOException {
    BlobStream stream =
        stream(
            BYTES.length,
            start -> new ByteArrayInputStream(from(start, asked.size() == 1 ? 100 : 1 << 20)));
    assertArrayEquals(BYTES, read(stream, 1 << 20));
    assertEquals(List.of(0L, 100L), asked);
  }

  @Test
  void ofUnknownSizeAndOfNone() throws IOException {
    assertArrayEquals(
        BYTES, read(stream(-1, start -> new ByteArrayInputStream(from(start, 1 << 20))), 999));
    BlobStream empty =
        new BlobStream(
            start -> InputStream.nullInputStream(),
            TestArchive.digest(new byte[0]),
            0,
            count -> {},
            new Retry());
    assertEquals(-1, empty.read());
  }

  @Test
  void aRegistryThatRestartsIsWaitedForOneThatIsDownIsNot() throws IOException {
    BlobStream restarts =
        stream(
            BYTES.length,
            start -> {
              if (asked.size() == 2) {
                throw new ConnectException("refused");
              }
              return start == 0
                  ? broken(from(0, 10))
                  : new ByteArrayInputStream(from(start, 1 << 20));
            });
    assertArrayEquals(BYTES, read(restarts, 4096));
    asked.clear();
    BlobStream down =
        stream(
            BYTES.length,
            start -> {
              throw new ConnectException("refused");
            });
    assertThrows(ConnectException.class, down::read);
    assertEquals(List.of(0L), asked);
  }

  @Test
  void anInterruptionEndsIt() {
    BlobStream stream = stream(BYTES.length, start -> broken(from(start, 10)));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> read(stream, 4096));
    assertTrue(Thread.interrupted());
  }
}
