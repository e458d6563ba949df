package jcompose.engine.rootfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import jcompose.engine.testing.TestArchive;

/** Changes archives at random: their bytes, their headers' fields, the order of their entries. */
final class Mutation {
  private static final int BLOCK = 512;
  private static final String TYPES = "0123456757xgLKSDZ\0";
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "a/b",
          "b/a",
          "a/b/c",
          "d",
          "d/",
          "./a",
          "/b",
          "..",
          "a/../b",
          "",
          ".",
          "l",
          "l/a",
          ".wh.a",
          "a/.wh.b",
          ".wh..wh..opq",
          "a/.wh..wh..opq",
          ".wh.",
          "x".repeat(99));

  private final Random random;
  private final List<byte[]> corpus;
  private final List<String> targets;

  /** Links will lead to the targets, among others. */
  Mutation(Random random, List<byte[]> corpus, List<String> targets) {
    this.random = random;
    this.corpus = corpus;
    this.targets = targets;
  }

  /** An archive as it is stored: often plain, sometimes compressed and then damaged. */
  byte[] next() {
    List<byte[]> pieces = pieces(pick(corpus));
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      change(pieces);
    }
    byte[] archive = join(pieces);
    if (random.nextInt(10) == 0) {
      archive = Arrays.copyOf(archive, random.nextInt(archive.length + 1));
    }
    if (random.nextInt(8) > 0) {
      return archive;
    }
    byte[] stored = TestArchive.gzip(archive);
    if (random.nextInt(4) == 0) {
      flip(stored, 0, stored.length);
    }
    return stored;
  }

  /** Blocks of 512 bytes: one for each header, one with all that follows it. */
  private static List<byte[]> pieces(byte[] archive) {
    List<byte[]> pieces = new ArrayList<>();
    int start = 0;
    while (start < archive.length) {
      int end = Math.min(start + BLOCK, archive.length);
      if (!isHeader(archive, start) && !pieces.isEmpty()) {
        while (end < archive.length && !isHeader(archive, end)) {
          end = Math.min(end + BLOCK, archive.length);
        }
      }
      pieces.add(Arrays.copyOfRange(archive, start, end));
      start = end;
    }
    return pieces;
  }

  private static boolean isHeader(byte[] archive, int start) {
    return start + BLOCK <= archive.length
        && new String(archive, start + 257, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  private void change(List<byte[]> pieces) {
    if (pieces.isEmpty()) {
      pieces.addAll(pieces(pick(corpus)));
      return;
    }
    int at = random.nextInt(pieces.size());
    switch (random.nextInt(9)) {
      case 0 -> pieces.remove(at);
      case 1 -> pieces.add(at, pick(pieces).clone());
      case 2 -> java.util.Collections.swap(pieces, at, random.nextInt(pieces.size()));
      case 3 -> pieces.addAll(at, pieces(pick(corpus)));
      case 4 -> {
        byte[] piece = pieces.get(at);
        if (piece.length > 0) {
          flip(piece, 0, piece.length);
        }
      }
      default -> {
        byte[] piece = pieces.get(at);
        if (isHeader(piece, 0)) {
          field(piece);
          TestArchive.checkSummed(piece);
        } else if (piece.length > 0) {
          flip(piece, 0, Math.min(piece.length, 64)); // PAX records and maps begin there
        }
      }
    }
  }

  private void field(byte[] header) {
    switch (random.nextInt(8)) {
      case 0 -> text(header, 0, pick(NAMES));
      case 1 -> text(header, 157, random.nextBoolean() ? pick(targets) : pick(NAMES));
      case 2 -> header[156] = (byte) TYPES.charAt(random.nextInt(TYPES.length()));
      case 3 -> text(header, 124, number(11));
      case 4 -> text(header, new int[] {100, 108, 116, 329, 337}[random.nextInt(5)], number(7));
      case 5 ->
          System.arraycopy(
              TestArchive.base256(random.nextLong() >> random.nextInt(63), 12),
              0,
              header,
              new int[] {124, 136, 386, 398, 483}[random.nextInt(5)],
              12);
      case 6 -> text(header, 345, pick(NAMES));
      default -> flip(header, 0, header.length);
    }
  }

  private String number(int digits) {
    long value = random.nextInt(3) == 0 ? random.nextInt(2000) : random.nextLong() & 077777777777L;
    String text = String.format(Locale.ROOT, "%0" + digits + "o", value);
    return text.substring(text.length() - digits);
  }

  private static void text(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, offset, Math.min(bytes.length, 99));
    header[offset + Math.min(bytes.length, 99)] = 0;
  }

  private void flip(byte[] bytes, int start, int end) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = start + random.nextInt(end - start);
      bytes[at] =
          (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] join(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
