package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refused;
import static jcompose.engine.rootfs.HostileArchive.unpacked;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Archives whose names climb, are empty, too long, or no text. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileNamesIT {
  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  static Stream<HostileArchive> archives() {
    byte[] notUtf8 = {'f', (byte) 0xff, (byte) 0xc3, '(', 0};
    return Stream.of(
        refused("a name that climbs", "climbs out", (a, out) -> a.file("../escape", "x")),
        refused("climbs after descending", "climbs out", (a, out) -> a.file("a/b/../../../e", "x")),
        refused("climbs to itself", "climbs out", (a, out) -> a.folder("a/..").file("a/x", "x")),
        refused("a folder named ..", "climbs out", (a, out) -> a.mode(0777).folder("..")),
        refused("a link named ..", "climbs out", (a, out) -> a.symbolicLink("a/..", out)),
        refused(
            "climbs by a PAX name", "climbs out", (a, out) -> a.pax("path", "../e").file("x", "")),
        refused(
            "climbs by a GNU long name",
            "climbs out",
            (a, out) -> a.extension('L', "../../e\0").file("x", "")),
        refused(
            "climbs by a sparse file's name",
            "climbs out",
            (a, out) -> a.pax("GNU.sparse.name", "../e").file("x", "")),
        refused(
            "climbs by ustar's prefix",
            "climbs out",
            (a, out) -> a.patch(345, (byte) '.', (byte) '.').file("x", "")),
        refused("a hard link that climbs", "climbs out", (a, out) -> a.hardLink("h", "../" + out)),
        refused("zero in a PAX name", "zero byte", (a, out) -> a.pax("path", "a\0b").file("x", "")),
        refused(
            "zero in a PAX link",
            "zero byte",
            (a, out) -> a.pax("linkpath", "a\0b").symbolicLink("x", "y")),
        unpacked(
            "zero in a header's name ends it",
            (a, out) -> a.patch(0, (byte) 'f', (byte) 0, (byte) '/').file("../e", "x"),
            "f644 f 'x'"),
        unpacked(
            "absolute names",
            (a, out) -> a.file("/etc/x", "1").file("//etc///./y", "2").hardLink("/h", "/etc/x"),
            "d755 etc",
            "f644 etc/x '1' links 2",
            "f644 etc/y '2'",
            "f644 h '1' links 2"),
        unpacked(
            "names of dots that do not climb",
            (a, out) -> a.file("...", "1").file("..a/.b", "2").folder("/."),
            "d755 ..a",
            "f644 ... '1'",
            "f644 ..a/.b '2'"),
        unpacked(
            "bytes that are no text",
            (a, out) ->
                a.patch(0, notUtf8).file("x", "1").pax("path", notUtf8(0xfe)).file("x", "2"),
            "f644 f%FF%C3( '1'",
            "f644 p%FE '2'"),
        unpacked(
            "characters that move a cursor",
            (a, out) -> a.file("a\n\u001b[2J", "1").file("\\..\\b", "2"),
            "f644 %5C..%5Cb '2'",
            "f644 a%0A%1B%5B2J '1'"),
        refused(
            "such characters in a message",
            "a??[2J",
            (a, out) -> a.entry('Z', "a\n\u001b[2J", "", new byte[0])),
        refused("an empty name", "root of the layer", (a, out) -> a.file("", "x")),
        refused(
            "a file named /", "root of the layer", (a, out) -> a.pax("path", "/.").file("x", "")),
        refused("a link named .", "root of the layer", (a, out) -> a.symbolicLink("./", out)),
        refused(
            "a hard link named .",
            "root of the layer",
            (a, out) -> a.file("f", "").hardLink(".", "f")),
        refused("a device named .", "root of the layer", (a, out) -> a.blockDevice(".", 8, 0)),
        unpacked(
            "an empty PAX name says nothing",
            (a, out) -> a.pax("path", "").file("x", "1"),
            "f644 x '1'"),
        refused("a name of 300 bytes", "ENAMETOOLONG", (a, out) -> a.file("x".repeat(300), "")),
        refused(
            "a folder's name of 300 bytes",
            "ENAMETOOLONG",
            (a, out) -> a.file("x".repeat(300) + "/y", "")),
        refused(
            "a path of 6001 bytes",
            "ENAMETOOLONG",
            (a, out) -> a.file("d/".repeat(3000) + "x", "")),
        refused(
            "a path of a megabyte", "ENAMETOOLONG", (a, out) -> a.file("d/".repeat(520_000), "")),
        refused(
            "a hard link to a path of 6001 bytes",
            "ENAMETOOLONG",
            (a, out) -> a.hardLink("h", "d/".repeat(3000) + "x")),
        unpacked(
            "the same entry twice",
            (a, out) ->
                a.file("f", "1")
                    .file("f", "22")
                    .symbolicLink("l", "1")
                    .symbolicLink("l", "2")
                    .fifo("p")
                    .fifo("p")
                    .folder("d")
                    .mode(0700)
                    .folder("d"),
            "d700 d",
            "f644 f '22'",
            "l777 l -> 2",
            "p644 p"));
  }

  private static byte[] notUtf8(int value) {
    return new byte[] {'p', (byte) value};
  }

  /** Links make paths longer than any path may be; what was made can still be removed. */
  @Test
  void aTreeDeeperThanAnyPath(Sandbox sandbox) throws IOException {
    String half = "d/".repeat(1900);
    TestArchive archive = new TestArchive().file(half + "x", "");
    String top = "";
    for (int i = 1; i <= 5; i++) {
      archive.symbolicLink("l" + i, top + half).file("l" + i + "/" + half + "x", "");
      top = "l" + i + "/";
    }
    LayerStore store = new LayerStore(sandbox.directories());
    store.add(() -> new ByteArrayInputStream(archive.tar()), LayerLimits.DEFAULT);
    Path layer = store.list().get(0);
    long folders =
        Long.parseLong(
            HostCommand.run("sh", "-c", "find \"$0\" -type d | wc -l", "" + layer).checked());
    assertEquals(6 * 1900 + 1, folders);
    store.remove(layer);
    assertEquals(List.of(), store.list());
  }
}
