package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refused;
import static jcompose.engine.rootfs.HostileArchive.refusedBytes;
import static jcompose.engine.rootfs.HostileArchive.unpacked;
import static jcompose.engine.testing.TestArchive.base256;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sparse files whose maps lie. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileSparseIT {
  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  static Stream<HostileArchive> archives() {
    return Stream.of(
        listed("pieces that overlap", "map of", "100", "0,10,5,10", 20),
        listed("pieces out of order", "map of", "100", "50,10,0,10", 20),
        listed("a piece beyond the end", "map of", "100", "90,20", 20),
        listed("a piece that begins beyond the end", "map of", "100", "200,0", 0),
        listed(
            "a piece at the end of all numbers",
            "map of",
            "100",
            "999999999999999999,999999999999999999",
            20),
        listed("a negative offset", "decimal", "100", "-5,10", 10),
        listed("a piece without a length", "map of", "100", "0,10,20", 10),
        listed("no numbers", "decimal", "100", "a,b", 10),
        listed("more pieces than content", "map of", "100", "0,10,20,10", 10),
        listed("more content than pieces", "map of", "100", "0,10", 20),
        listed("a file of a terabyte", "limit of", "1099511627776", "0,10", 10),
        listed("a file of 2^59 bytes and no pieces", "limit of", "576460752303423488", "", 0),
        refused(
            "files of more than the limit together",
            "limit of",
            (a, out) -> {
              for (int i = 0; i < 5; i++) {
                a.pax("GNU.sparse.size", "20000000")
                    .pax("GNU.sparse.numblocks", "0")
                    .file("f" + i, "");
              }
              return a;
            }),
        listed("70,000 pieces", "pieces", "100000", "0,0,".repeat(70_000) + "0,0", 0),
        refused(
            "a map without a size",
            "GNU.sparse.size",
            (a, out) -> a.pax("GNU.sparse.map", "0,1").file("f", "x")),
        refused(
            "an unknown form",
            "GNU.sparse.major",
            (a, out) ->
                a.pax("GNU.sparse.major", "2").pax("GNU.sparse.realsize", "1").file("f", "x")),
        refused(
            "a leading map that is cut",
            "sparse",
            (a, out) -> leading(a, "3\n0\n1\n2\n", "xyz").file("g", "")),
        refused("a leading map that never ends", "sparse", (a, out) -> leading(a, "99999\n", "")),
        refused(
            "a leading map of a long number",
            "sparse",
            (a, out) -> leading(a, "1".repeat(100) + "\n", "")),
        refused("a leading map of words", "decimal", (a, out) -> leading(a, "one\n", "")),
        refused(
            "a leading map of a folder",
            "sparse",
            (a, out) ->
                a.pax("GNU.sparse.major", "1")
                    .pax("GNU.sparse.minor", "0")
                    .pax("GNU.sparse.realsize", "9")
                    .folder("d")
                    .padded("0\n".getBytes(StandardCharsets.US_ASCII))
                    .file("f", "x")),
        refused(
            "lengths before offsets",
            "PAX header",
            (a, out) -> a.extension('x', "29 GNU.sparse.numbytes=000001\n").file("f", "")),
        refused(
            "an old map with a piece beyond the end",
            "map of",
            (a, out) ->
                a.patch(386, field(100))
                    .patch(398, field(10))
                    .patch(483, field(50))
                    .entry('S', "f", "", new byte[10])),
        refused(
            "an old map with a negative piece",
            "map of",
            (a, out) ->
                a.patch(386, base256(-10, 12))
                    .patch(398, field(10))
                    .patch(483, field(50))
                    .entry('S', "f", "", new byte[10])),
        refused(
            "an old map with less than its content",
            "map of",
            (a, out) ->
                a.patch(386, field(0))
                    .patch(398, field(10))
                    .patch(483, field(50))
                    .entry('S', "f", "", new byte[20])),
        refusedBytes(
            "an old map that goes on and on",
            "in the middle",
            outside ->
                new TestArchive()
                    .patch(482, (byte) 1)
                    .patch(483, field(50))
                    .entry('S', "f", "", new byte[0])
                    .raw(extended())
                    .raw(extended())
                    .unfinished()),
        unpacked(
            "a file that is one hole",
            (a, out) ->
                a.pax("GNU.sparse.size", "20000000").pax("GNU.sparse.numblocks", "0").file("f", ""),
            "f644 f 20000000 bytes"));
  }

  private static HostileArchive listed(
      String name, String words, String size, String map, int content) {
    return refused(
        name,
        words,
        (a, out) ->
            a.pax("GNU.sparse.size", size)
                .pax("GNU.sparse.numblocks", "1")
                .pax("GNU.sparse.map", map)
                .file("f", "x".repeat(content)));
  }

  private static TestArchive leading(TestArchive archive, String map, String content) {
    String padded = map + "\0".repeat(-map.length() & 511);
    return archive
        .pax("GNU.sparse.major", "1")
        .pax("GNU.sparse.minor", "0")
        .pax("GNU.sparse.realsize", "100")
        .file("f", padded + content);
  }

  private static byte[] field(long number) {
    return base256(number, 12);
  }

  private static byte[] extended() {
    byte[] block = new byte[512];
    block[504] = 1;
    return block;
  }
}
