package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refused;
import static jcompose.engine.rootfs.HostileArchive.unpacked;

import java.io.IOException;
import java.util.stream.Stream;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Archives of odd types, and those that put one type in another's place. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileTypesIT {
  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  static Stream<HostileArchive> archives() {
    return Stream.of(
        refused("an unknown type", "type 'Z'", (a, out) -> a.entry('Z', "a", "", new byte[0])),
        refused(
            "a part of several volumes",
            "type 'M'",
            (a, out) -> a.entry('M', "a", "", new byte[0])),
        refused("a volume's label", "type 'V'", (a, out) -> a.entry('V', "a", "", new byte[0])),
        refused(
            "a type that is no letter",
            "type '?'",
            (a, out) -> a.entry((char) 0x1b, "a", "", new byte[0])),
        unpacked(
            "the marks of older files and folders",
            (a, out) ->
                a.entry('\0', "f", "", new byte[] {'1'})
                    .entry('7', "g", "", new byte[] {'2'})
                    .entry('\0', "d/", "", new byte[0])
                    .entry('D', "e", "", new byte[600]),
            "d644 d",
            "d644 e",
            "f644 f '1'",
            "f644 g '2'"),
        unpacked(
            "setuid, setgid and sticky, of anyone",
            (a, out) ->
                a.mode(06755)
                    .file("root", "1")
                    .mode(07777)
                    .owner(9, 9)
                    .file("nine", "2")
                    .mode(01777)
                    .folder("tmp")
                    .mode(02755)
                    .owner(0, 5)
                    .folder("g")
                    .file("g/f", "3")
                    .file("g/h/i", "4"),
            "d1777 tmp",
            "d2755 g of 0:5",
            "d755 g/h", // not the group of the folder around it
            "f644 g/f '3'",
            "f644 g/h/i '4'",
            "f6755 root '1'",
            "f7777 nine '2' of 9:9"),
        unpacked(
            "more mode than a mode has",
            (a, out) -> a.patch(100, TestArchive.base256(0x7fff_f000_0000_01a4L, 8)).file("f", "1"),
            "f644 f '1'"),
        unpacked(
            "the host's disk and memory, for root only by the folder around",
            (a, out) ->
                a.mode(0666)
                    .blockDevice("sda", 8, 0)
                    .mode(0666)
                    .characterDevice("mem", 1, 1)
                    .mode(06666)
                    .owner(1, 1)
                    .characterDevice("suid", 4095, 1048575),
            "b666 sda 8:0",
            "c666 mem 1:1",
            "c6666 suid 4095:1048575 of 1:1"),
        refused(
            "a device's number of 21 bits",
            "device number",
            (a, out) -> a.blockDevice("d", 8, 1 << 20)),
        refused(
            "a device's negative number",
            "device number",
            (a, out) -> a.patch(337, TestArchive.base256(-1, 8)).blockDevice("d", 8, 0)),
        unpacked(
            "a file in a folder's place", (a, out) -> a.folder("d").file("d", "1"), "f644 d '1'"),
        unpacked(
            "a file in a full folder's place",
            (a, out) ->
                a.folder("d")
                    .file("d/e/f", "")
                    .symbolicLink("d/l", out)
                    .file("d/k", "")
                    .file("d", "1"),
            "f644 d '1'"),
        unpacked(
            "a link, a device and a hard link in full folders' places",
            (a, out) ->
                a.file("c/x", "")
                    .file("l/x", "")
                    .file("h/x", "")
                    .symbolicLink("l", "x")
                    .characterDevice("c", 1, 3)
                    .file("f", "1")
                    .hardLink("h", "f"),
            "c644 c 1:3",
            "f644 f '1' links 2",
            "f644 h '1' links 2",
            "l777 l -> x"),
        refused(
            "a hard link in its target's folder's place",
            "d/x",
            (a, out) -> a.file("d/x", "").hardLink("d", "d/x")),
        unpacked(
            "a folder in a file's place, and in a device's",
            (a, out) ->
                a.file("f", "1")
                    .folder("f")
                    .file("f/x", "2")
                    .characterDevice("c", 1, 3)
                    .folder("c"),
            "d755 c",
            "d755 f",
            "f644 f/x '2'"),
        unpacked(
            "there and back again",
            (a, out) ->
                a.file("x", "1")
                    .mode(0700)
                    .folder("x")
                    .file("x/y", "2")
                    .file("x", "3")
                    .folder("x")
                    .file("x/z", "4"),
            "d755 x",
            "f644 x/z '4'"),
        refused("a file below a file", "f/x", (a, out) -> a.file("f", "").file("f/x", "")),
        refused(
            "a folder below a device",
            "c/x",
            (a, out) -> a.characterDevice("c", 1, 3).folder("c/x")),
        refused(
            "a full folder of which a part is used as a file",
            "d/x/y",
            (a, out) -> a.folder("d").file("d/x", "").file("d/x/y", "")),
        unpacked(
            "links, folders and FIFOs have no content, whatever their size is said to be",
            (a, out) ->
                a.patch(124, size(512))
                    .symbolicLink("l", "t")
                    .patch(124, size(512))
                    .folder("d")
                    .patch(124, size(512))
                    .fifo("p")
                    .file("f", "1")
                    .patch(124, size(512))
                    .hardLink("h", "f"),
            "d755 d",
            "f644 f '1' links 2",
            "f644 h '1' links 2",
            "l777 l -> t",
            "p644 p"));
  }

  private static byte[] size(long size) {
    return TestArchive.base256(size, 12);
  }
}
