package jcompose.engine.rootfs;

import static jcompose.engine.rootfs.HostileArchive.refused;
import static jcompose.engine.rootfs.HostileArchive.unpacked;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Archives that try to speak to overlayfs, in its words or in those of whiteouts. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileWhiteoutsIT {
  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  private static final List<String> OVERLAYS =
      List.of(
          "opaque",
          "redirect",
          "metacopy",
          "origin",
          "impure",
          "nlink",
          "upper",
          "protattr",
          "whiteout",
          "overlay.opaque");

  static Stream<HostileArchive> archives() {
    return Stream.of(
        refused(
            "a whiteout through a link",
            "d",
            (a, out) -> a.symbolicLink("d", out).file("d/.wh.secret", "")),
        refused(
            "an opaque mark through a link",
            "d",
            (a, out) -> a.symbolicLink("d", out + "/folder").file("d/.wh..wh..opq", "")),
        refused(
            "a whiteout through a chain of links",
            "'a/.wh.inner'",
            (a, out) ->
                a.symbolicLink("a", "b/folder").symbolicLink("b", out).file("a/.wh.inner", "")),
        refused("a whiteout of no name", "hides nothing", (a, out) -> a.file(".wh.", "")),
        refused("a whiteout of .", "hides nothing", (a, out) -> a.file("a/.wh..", "")),
        refused("a whiteout of ..", "hides nothing", (a, out) -> a.file("a/.wh...", "")),
        refused("a whiteout that climbs", "climbs out", (a, out) -> a.file("a/../../.wh.b", "")),
        refused(
            "an opaque file",
            "f/.wh..wh..opq",
            (a, out) -> a.file("f", "").file("f/.wh..wh..opq", "")),
        refused(
            "a hard link to a whiteout",
            "does not have",
            (a, out) -> a.file(".wh.w", "").hardLink("h", "w")),
        refused(
            "a whiteout with too much in it",
            "in the middle",
            (a, out) -> a.raw(a.header('0', ".wh.w", "", 1 << 20))),
        unpacked(
            "a whiteout of what the layer has",
            (a, out) -> a.file("f", "1").file(".wh.f", "").folder("d").file(".wh.d", ""),
            "d755 d trusted.overlay.opaque=\"y\"",
            "f644 f '1'"),
        unpacked(
            "whiteouts of other types than files",
            (a, out) ->
                a.folder(".wh.a").symbolicLink(".wh.b", out).hardLink(".wh.c", out).fifo(".wh.d"),
            "c0 a 0:0",
            "c0 b 0:0",
            "c0 c 0:0",
            "c0 d 0:0"),
        unpacked(
            "a whiteout with content and attributes",
            (a, out) ->
                a.owner(5, 5)
                    .mode(0777)
                    .pax("SCHILY.xattr.trusted.a", "b")
                    .file(".wh.w", "content"),
            "c0 w 0:0"),
        unpacked(
            "AUFS's own files",
            (a, out) ->
                a.folder(".wh..wh.plnk").file(".wh..wh.aufs", "x").file(".wh..wh.plnk/1.2", ""),
            "d755 .wh..wh.plnk", // only a last component is a whiteout
            "f644 .wh..wh.plnk/1.2 ''"),
        unpacked(
            "a device 0/0", (a, out) -> a.characterDevice("w", 0, 0).file("f", "1"), "f644 f '1'"),
        unpacked(
            "a device 0/0 in another's place",
            (a, out) -> a.file("w", "1").characterDevice("w", 0, 0),
            "f644 w '1'"),
        unpacked( // overlayfs itself makes its whiteouts so, and they come from nested engines
            "hard links to a device 0/0",
            (a, out) ->
                a.characterDevice("w", 0, 0)
                    .hardLink("h", "/w")
                    .file("h2", "1")
                    .hardLink("h2", "h"),
            "f644 h2 '1'"),
        refused(
            "a device number that wraps to 0/0",
            "device number",
            (a, out) -> a.characterDevice("w", 4096, 0)),
        refused(
            "a device number that wraps to 0/0 after 32 bits",
            "device number",
            (a, out) -> a.patch(329, TestArchive.base256(1L << 32, 8)).characterDevice("w", 0, 0)),
        unpacked(
            "overlayfs's attributes of files, folders, links, devices and the root",
            (a, out) -> {
              smuggling(a).folder(".");
              smuggling(a).folder("d");
              smuggling(a).file("f", "1");
              smuggling(a).symbolicLink("l", "t");
              return smuggling(a).characterDevice("c", 1, 3);
            },
            "c644 c 1:3",
            "d755 d",
            "f644 f '1'",
            "l777 l -> t"),
        unpacked(
            "overlayfs's attributes behind others, and look-alikes",
            (a, out) ->
                a.pax("SCHILY.xattr.user.kept", "1")
                    .pax("SCHILY.xattr.trusted.overlay.redirect", "/etc")
                    .pax("SCHILY.xattr.trusted.overlayed", "2")
                    .pax("SCHILY.xattr.user.overlay.opaque", "y")
                    .folder("d"),
            "d755 d trusted.overlayed=\"2\" user.kept=\"1\""),
        refused(
            "a zero in an attribute's name",
            "zero byte",
            (a, out) -> a.pax("SCHILY.xattr.user.a\0b", "1").file("f", "")));
  }

  private static TestArchive smuggling(TestArchive archive) {
    for (String namespace : List.of("trusted", "user")) {
      for (String name : OVERLAYS) {
        archive.pax("SCHILY.xattr." + namespace + ".overlay." + name, "y");
      }
    }
    return archive;
  }
}
