package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refused;
import static jcompose.engine.rootfs.HostileArchive.unpacked;
import static jcompose.engine.testing.TestArchive.base256;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Archives whose numbers, records and checksums lie. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileNumbersIT {
  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  static Stream<HostileArchive> archives() {
    return Stream.concat(headers(), records());
  }

  private static Stream<HostileArchive> headers() {
    return Stream.of(
        refused(
            "a negative size", "size", (a, out) -> a.patch(124, base256(-512, 12)).file("f", "")),
        refused(
            "the least size",
            "size",
            (a, out) -> a.patch(124, base256(Long.MIN_VALUE, 12)).file("f", "")),
        refused(
            "the largest size",
            "size",
            (a, out) -> a.patch(124, base256(Long.MAX_VALUE, 12)).file("f", "x")),
        refused(
            "the largest size of what is skipped",
            "size",
            (a, out) -> a.patch(124, base256(Long.MAX_VALUE, 12)).file(".wh.f", "x")),
        refused(
            "a size of 88 bits",
            "64 bits",
            (a, out) -> a.patch(124, filled(12, 0x80, 0xff)).file("f", "")),
        refused(
            "a size that is no octal number",
            "damaged",
            (a, out) -> a.patch(124, text("0000000009\0")).file("f", "")),
        refused(
            "a size beyond the end",
            "in the middle",
            (a, out) -> a.patch(124, base256(1 << 20, 12)).file("f", "")),
        refused(
            "a size beyond any disk",
            "in the middle",
            (a, out) -> a.patch(124, base256(1L << 60, 12)).file("f", "")),
        refused("a user of -1", "owner id", (a, out) -> a.patch(108, base256(-1, 8)).file("f", "")),
        refused(
            "a group of 2^32-1",
            "owner id",
            (a, out) -> a.patch(116, base256(0xffff_ffffL, 8)).file("f", "")),
        refused(
            "a user of 2^32",
            "owner id",
            (a, out) -> a.patch(108, base256(1L << 32, 8)).file("f", "")),
        refused(
            "a user of 2^62",
            "owner id",
            (a, out) -> a.patch(108, filled(8, 0xbf, 0xff)).file("f", "")),
        unpacked(
            "the largest user and group",
            (a, out) ->
                a.patch(108, base256(0xffff_fffeL, 8))
                    .patch(116, base256(0xffff_fffeL, 8))
                    .file("f", ""),
            "f644 f '' of 4294967294:4294967294"),
        unpacked(
            "times before and after all others",
            (a, out) ->
                a.patch(136, base256(-1L << 40, 12))
                    .file("a", "")
                    .patch(136, base256(1L << 62, 12))
                    .file("b", "")
                    .patch(136, base256(Long.MIN_VALUE, 12))
                    .folder("c")
                    .pax("mtime", "999999999999999.9")
                    .file("d", ""),
            "d755 c",
            "f644 a ''",
            "f644 b ''",
            "f644 d ''"),
        refused(
            "a time of 88 bits",
            "64 bits",
            (a, out) -> a.patch(136, filled(12, 0x80, 0xff)).file("f", "")),
        refused(
            "a time that is no number",
            "damaged",
            (a, out) -> a.patch(136, text("yesterday")).file("f", "")),
        refused(
            "a wrong checksum",
            "checksum",
            (a, out) -> a.raw(changed(a.header('0', "f", "", 0), 0))),
        refused(
            "no checksum", "checksum", (a, out) -> a.raw(changed(a.header('0', "f", "", 0), 148))),
        refused(
            "a wrong checksum after good entries",
            "at byte 1024",
            (a, out) -> a.file("f", "1").raw(changed(a.header('0', "g", "", 0), 300))));
  }

  private static Stream<HostileArchive> records() {
    return Stream.of(
        refused("a PAX size of -5", "decimal", (a, out) -> a.pax("size", "-5").file("f", "")),
        refused("a PAX size of 1e9", "decimal", (a, out) -> a.pax("size", "1e9").file("f", "")),
        refused(
            "a PAX size of 30 digits",
            "decimal",
            (a, out) -> a.pax("size", "9".repeat(30)).file("f", "")),
        refused(
            "a PAX size beyond the end",
            "in the middle",
            (a, out) -> a.pax("size", "5000").file("f", "x")),
        refused(
            "a smaller PAX size",
            "checksum",
            (a, out) -> a.pax("size", "1").file("f", "x".repeat(600))),
        unpacked(
            "PAX sizes against the header's",
            (a, out) ->
                a.pax("size", "3")
                    .file("f", "12345")
                    .pax("size", "5")
                    .patch(124, text("00000000000"))
                    .file("g", "12345"),
            "f644 f '123'",
            "f644 g '12345'"),
        refused("a PAX user of -1", "decimal", (a, out) -> a.pax("uid", "-1").file("f", "")),
        refused(
            "a PAX user of 2^32-1",
            "owner id",
            (a, out) -> a.pax("uid", "4294967295").file("f", "")),
        refused(
            "a PAX group that is a name",
            "decimal",
            (a, out) -> a.pax("gid", "root").file("f", "")),
        refused(
            "a PAX time of 1e9",
            "seconds",
            (a, out) -> a.pax("mtime", "1e999999999").file("f", "")),
        refused(
            "a PAX time that is none", "seconds", (a, out) -> a.pax("mtime", "nan").file("f", "")),
        refused(
            "a PAX time of 16 digits",
            "seconds",
            (a, out) -> a.pax("mtime", "-1000000000000000").file("f", "")),
        unpacked(
            "a PAX time of half a megabyte",
            (a, out) -> a.pax("mtime", "1." + "3".repeat(500_000)).file("f", ""),
            "f644 f ''"),
        refused(
            "a record longer than its header",
            "PAX header",
            (a, out) -> a.extension('x', "99 path=short\n").file("f", "")),
        refused(
            "a record of length 0",
            "PAX header",
            (a, out) -> a.extension('x', "0 path=x\n").file("f", "")),
        refused(
            "a record of length 4",
            "PAX header",
            (a, out) -> a.extension('x', "4 path=x\n").file("f", "")),
        refused(
            "a record of length -9",
            "PAX header",
            (a, out) -> a.extension('x', "-9 path=x\n").file("f", "")),
        refused(
            "a record of a long length",
            "PAX header",
            (a, out) -> a.extension('x', "9".repeat(40) + " path=x\n").file("f", "")),
        refused(
            "a record without a length",
            "PAX header",
            (a, out) -> a.extension('x', " path=x\n").file("f", "")),
        refused(
            "a record without a value",
            "PAX header",
            (a, out) -> a.extension('x', "8 path-\n").file("f", "")),
        refused(
            "a record without an end",
            "PAX header",
            (a, out) -> a.extension('x', "9 path=xx").file("f", "")),
        refused(
            "a PAX header of a gigabyte",
            "extension header of",
            (a, out) -> a.raw(a.header('x', "x", "", 1L << 30))),
        refused(
            "a global header of a gigabyte",
            "extension header of",
            (a, out) -> a.raw(a.header('g', "x", "", 1L << 30))),
        refused(
            "a long name of a gigabyte",
            "extension header of",
            (a, out) -> a.raw(a.header('L', "x", "", 1L << 30))),
        refused(
            "a long link of 8 GiB",
            "extension header of",
            (a, out) -> a.raw(a.header('K', "x", "", 077777777777L))),
        refused(
            "a PAX header of -1 bytes",
            "extension header of",
            (a, out) -> a.patch(124, base256(-1, 12)).entry('x', "x", "", new byte[0])),
        refused(
            "a long name that is the last", "of no entry", (a, out) -> a.extension('L', "name")),
        refused(
            "a PAX header that is the last",
            "of no entry",
            (a, out) -> a.file("f", "").extension('x', "9 path=x\n")),
        unpacked(
            "global headers, which say nothing of an entry",
            (a, out) ->
                a.extension('g', "10 path=x\n")
                    .extension('g', "16 size=1000000\n")
                    .extension('g', "rubbish")
                    .file("f", "1"),
            "f644 f '1'"),
        unpacked(
            "ten thousand headers of one entry",
            (a, out) -> {
              for (int i = 0; i < 5000; i++) {
                a.extension('x', "9 path=x\n").extension('K', "link");
              }
              return a.file("f", "1");
            },
            "f644 x '1'"),
        unpacked(
            "the last record of a key, and of two headers the last",
            (a, out) ->
                a.extension('x', "11 uid=555\n")
                    .extension('x', "9 path=x\n9 path=y\n")
                    .file("f", "1"),
            "f644 y '1'"),
        unpacked(
            "a signed checksum, as old programs made it",
            (a, out) -> a.raw(signed(a.header('0', "f", "", 0))),
            "f644 %FF ''"),
        refused(
            "a capability that is none",
            "security.capability",
            (a, out) -> a.pax("SCHILY.xattr.security.capability", "x").file("f", "")),
        refused(
            "an access list that is none",
            "posix_acl",
            (a, out) -> a.pax("SCHILY.xattr.system.posix_acl_access", "x").file("f", "")),
        refused(
            "an attribute without a name",
            "setxattr",
            (a, out) -> a.pax("SCHILY.xattr.", "x").file("f", "")),
        refused(
            "an attribute's name of 300 bytes",
            "setxattr",
            (a, out) -> a.pax("SCHILY.xattr.user." + "n".repeat(300), "x").file("f", "")),
        refused(
            "an attribute of 70,000 bytes",
            "setxattr",
            (a, out) -> a.pax("SCHILY.xattr.user.n", "x".repeat(70_000)).file("f", "")),
        unpacked(
            "attributes of kinds that do not exist",
            (a, out) ->
                a.pax("SCHILY.xattr.nobody.knows", "x").pax("SCHILY.xattr.user", "x").file("f", ""),
            "f644 f ''"));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] filled(int width, int first, int rest) {
    byte[] field = new byte[width];
    Arrays.fill(field, (byte) rest);
    field[0] = (byte) first;
    return field;
  }

  private static byte[] changed(byte[] header, int offset) {
    header[offset] ^= 1;
    return header;
  }

  private static byte[] signed(byte[] header) {
    header[0] = (byte) 0xff;
    byte[] right = TestArchive.checkSummed(header);
    int sum = Integer.parseInt(new String(right, 148, 6, StandardCharsets.US_ASCII), 8) - 256;
    byte[] digits = text(String.format(Locale.ROOT, "%06o", sum));
    System.arraycopy(digits, 0, right, 148, 6);
    return right;
  }
}
