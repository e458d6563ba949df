package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refusedBytes;
import static jcompose.engine.rootfs.HostileArchive.unpackedBytes;
import static jcompose.engine.testing.TestArchive.gzip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Archives that are cut, have rubbish behind them, or are none. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class DamagedArchiveIT {
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final byte[] RUBBISH = "rubbish".getBytes(StandardCharsets.US_ASCII);

  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox)
        .tests(Stream.of(archives(), cuts(), compressedCuts()).flatMap(each -> each));
  }

  @Test
  void theWholeOfWhatIsCutIsUnpacked(Sandbox sandbox) throws IOException {
    new HostileRun(sandbox)
        .expect(
            unpackedBytes(
                "whole",
                out -> whole().bytes,
                "d755 d",
                "f644 f 700 bytes " + digest("1".repeat(700)),
                "f644 p 'x" + "\0".repeat(8) + "'",
                "f644 s 900 bytes " + digest("\0".repeat(900)),
                "f644 x '2' user.a=\"" + "b".repeat(700) + "\"",
                "l777 " + "long".repeat(50) + " -> " + "link".repeat(200)));
  }

  /**
   * One that can be cut.
   *
   * @param mayEnd after how many bytes it may: behind an entry's data, with all or a part of the
   *     zeros that fill the last block, or without
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Whole(byte[] bytes, BitSet mayEnd) {}

  /** Every kind of header, each with data of more than a block where it has data. */
  private static Whole whole() {
    TestArchive archive = new TestArchive();
    BitSet ends = new BitSet();
    end(ends, archive.extension('g', "rubbish"), 0);
    end(ends, archive.folder("d"), 0);
    end(ends, archive.file("f", "1".repeat(700)), 700);
    archive.extension('L', "long".repeat(50)).extension('K', "link".repeat(200));
    end(ends, archive.symbolicLink("l", "t"), 0);
    end(ends, archive.pax("SCHILY.xattr.user.a", "b".repeat(700)).file("x", "2"), 1);
    end(ends, archive.raw(oldSparse(archive)).raw(new byte[512]).padded(new byte[600]), 600);
    archive.pax("GNU.sparse.major", "1").pax("GNU.sparse.realsize", "9");
    end(ends, archive.file("p", "1\n0\n1\n" + "\0".repeat(506) + "x"), 513);
    return new Whole(archive.unfinished(), ends);
  }

  private static void end(BitSet ends, TestArchive archive, int size) {
    int length = archive.unfinished().length;
    ends.set(length - (-size & 511), length + 1);
  }

  private static byte[] oldSparse(TestArchive archive) {
    byte[] header = archive.header('S', "s", "", 600);
    System.arraycopy(TestArchive.base256(600, 12), 0, header, 398, 12);
    header[482] = 1; // more pieces in the next block
    System.arraycopy(TestArchive.base256(900, 12), 0, header, 483, 12);
    return TestArchive.checkSummed(header);
  }

  static Stream<HostileArchive> archives() {
    byte[] whole = new TestArchive().file("f", "1").tar();
    byte[] compressed = gzip(whole);
    return Stream.of(
        unpackedBytes("nothing at all", out -> new byte[0]),
        unpackedBytes("only an end", out -> new byte[1024]),
        unpackedBytes("rubbish behind the end", out -> join(whole, RUBBISH), "f644 f '1'"),
        unpackedBytes("no end", out -> Arrays.copyOf(whole, 1024), "f644 f '1'"),
        unpackedBytes("not all of the last block", out -> Arrays.copyOf(whole, 600), "f644 f '1'"),
        unpackedBytes("nothing behind the data", out -> Arrays.copyOf(whole, 513), "f644 f '1'"),
        unpackedBytes(
            "zeros behind the gzip data", out -> join(compressed, new byte[999]), "f644 f '1'"),
        unpackedBytes(
            "an empty gzip member behind the last",
            out -> join(compressed, gzip(new byte[0])),
            "f644 f '1'"),
        refusedBytes("a script", "not a tar archive", out -> script()),
        refusedBytes("a few bytes", "in the middle", out -> RUBBISH),
        refusedBytes("gzip data that are no archive", "not a tar archive", out -> gzip(script())),
        refusedBytes("rubbish behind the gzip data", "gzip", out -> join(compressed, RUBBISH)),
        refusedBytes(
            "a second gzip member that is cut",
            "gzip",
            out -> join(compressed, Arrays.copyOf(compressed, 15))),
        refusedBytes(
            "gzip data with a wrong checksum",
            "checksum",
            out -> changed(compressed, compressed.length - 8)),
        refusedBytes(
            "gzip data with a wrong length",
            "checksum",
            out -> changed(compressed, compressed.length - 1)),
        refusedBytes("gzip data with another method", "gzip", out -> changed(compressed, 2)),
        refusedBytes("gzip data with a changed byte", "gzip", out -> changed(compressed, 12)),
        refusedBytes("zstd's magic and nothing else", "zstd", out -> ZSTD_MAGIC),
        refusedBytes("zstd data of rubbish", "zstd", out -> join(ZSTD_MAGIC, RUBBISH)));
  }

  private static String digest(String content) {
    return TestArchive.digest(content.getBytes(StandardCharsets.US_ASCII)).substring(7, 19);
  }

  private static byte[] script() {
    return "#!/bin/sh".repeat(99).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] changed(byte[] data, int offset) {
    byte[] copy = data.clone();
    copy[offset] ^= 0x55;
    return copy;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static Stream<HostileArchive> cuts() {
    Whole whole = whole();
    return IntStream.rangeClosed(1, whole.bytes.length / 256)
        .map(piece -> piece * 256)
        .filter(cut -> !whole.mayEnd.get(cut))
        .mapToObj(
            cut ->
                refusedBytes("cut after " + cut, "ends", out -> Arrays.copyOf(whole.bytes, cut)));
  }

  private static Stream<HostileArchive> compressedCuts() {
    byte[] whole = gzip(whole().bytes);
    IntStream places =
        IntStream.concat(
            IntStream.range(1, 16), IntStream.range(16, whole.length / 8).map(i -> i * 8));
    return places.mapToObj(
        cut -> refusedBytes("gzip, cut after " + cut, "ends", out -> Arrays.copyOf(whole, cut)));
  }
}
