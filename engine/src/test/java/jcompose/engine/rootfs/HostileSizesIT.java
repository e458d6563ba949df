package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refused;
import static jcompose.engine.rootfs.HostileArchive.refusedBytes;
import static jcompose.engine.rootfs.HostileArchive.unpackedBytes;
import static jcompose.engine.testing.TestArchive.gzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Archives that are small and would fill a disk. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileSizesIT {
  private static final int MIB = 1 << 20;

  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  static Stream<HostileArchive> archives() {
    byte[] zeros = new TestArchive().entry('0', "f", "", new byte[20 * MIB]).tar();
    return Stream.of(
        refusedBytes("a plain archive", "of 8388608 bytes", out -> zeros).within(8 * MIB, 100),
        refusedBytes("a gzip bomb", "of 8388608 bytes", out -> gzip(zeros)).within(8 * MIB, 100),
        refusedBytes(
                "a gzip bomb of many members",
                "of 31457280 bytes",
                out -> join(gzip(zeros), gzip(new byte[MIB]), 50))
            .within(30 * MIB, 100),
        refusedBytes("a gzip bomb in gzip data", "not a tar archive", out -> gzip(gzip(zeros))),
        unpackedBytes(
            "a hundred thousand gzip members of nothing",
            out -> join(new byte[0], gzip(new byte[0]), 100_000)),
        refusedBytes("a zstd bomb", "of 8388608 bytes", out -> zstd(1000)).within(8 * MIB, 100),
        refusedBytes("zstd data that want 2 TB of memory", "zstd", out -> zstdWindow(0xf8)),
        refusedBytes("zstd data that want 128 MiB of memory", "zstd", out -> zstdWindow(0x88)),
        refused("files", "of 10 entries", (a, out) -> many(a, 11, i -> a.file("f" + i, "")))
            .within(MIB, 10),
        refused("the same file", "of 10 entries", (a, out) -> many(a, 11, i -> a.file("f", "")))
            .within(MIB, 10),
        refused("whiteouts", "of 10 entries", (a, out) -> many(a, 11, i -> a.file(".wh.w" + i, "")))
            .within(MIB, 10),
        refused(
                "hard links",
                "of 10 entries",
                (a, out) -> many(a.file("f", ""), 10, i -> a.hardLink("h" + i, "f")))
            .within(MIB, 10),
        refused(
                "folders that a name implies",
                "of 10 entries",
                (a, out) -> a.file("d/".repeat(10) + "f", ""))
            .within(MIB, 10),
        refused(
                "folders that are implied again and again",
                "of 100 entries",
                (a, out) -> many(a, 21, i -> a.folder("d").file("d/e/f/g", "").file("d", "")))
            .within(MIB, 100),
        refused(
                "headers of no entry",
                "of 1048576 bytes",
                (a, out) ->
                    many(
                        a,
                        10,
                        i -> a.extension('x', "1048574 comment=" + "c".repeat(MIB - 19) + "\n")))
            .within(MIB, 10));
  }

  private static TestArchive many(TestArchive archive, int count, IntConsumer add) {
    for (int i = 0; i < count; i++) {
      add.accept(i);
    }
    return archive;
  }

  private static byte[] join(byte[] first, byte[] next, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    for (int i = 0; i < times; i++) {
      all.writeBytes(next);
    }
    return all.toByteArray();
  }

  /** A file's header, then blocks of four bytes that stand for 128 KiB each (RFC 8878, 3.1.1.2). */
  private static byte[] zstd(int blocks) {
    TestArchive archive = new TestArchive();
    byte[] header = archive.header('0', "f", "", blocks * 128L * 1024);
    ByteArrayOutputStream zstd = new ByteArrayOutputStream();
    zstd.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 7 << 3});
    zstd.writeBytes(block(0, header.length));
    zstd.writeBytes(header);
    for (int i = 0; i < blocks; i++) {
      zstd.writeBytes(block(1, 128 * 1024));
      zstd.write(0);
    }
    return zstd.toByteArray();
  }

  private static byte[] block(int type, int size) {
    int value = size << 3 | type << 1;
    return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
  }

  private static byte[] zstdWindow(int descriptor) {
    byte[] zstd = zstd(1);
    zstd[5] = (byte) descriptor;
    return zstd;
  }
}
