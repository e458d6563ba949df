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

/** Archives that try to reach out of their layer through links. */
@RequiresRoot
@RequiresCommand({"getfattr", "setfattr"})
@LeavesNothing
final class HostileLinksIT {
  @TestFactory
  Stream<DynamicTest> areRefusedOrUnpackedRightly(Sandbox sandbox) throws IOException {
    return new HostileRun(sandbox).tests(archives());
  }

  static Stream<HostileArchive> archives() {
    return Stream.of(
        // As in a chroot, a link leads to a place inside the layer, which the layer does not have.
        refused(
            "a file through a link",
            "d/pwned",
            (a, out) -> a.symbolicLink("d", out).file("d/pwned", "x")),
        refused(
            "a file through a link that climbs",
            "d/pwned",
            (a, out) -> a.symbolicLink("d", "../../../../../.." + out).file("d/pwned", "x")),
        refused(
            "a file deep below a link",
            "d/a/b",
            (a, out) -> a.symbolicLink("d", out).file("d/a/b/c", "x")),
        refused(
            "over a file through a link",
            "d/secret",
            (a, out) -> a.symbolicLink("d", out).file("d/secret", "x")),
        refused(
            "a folder through a link",
            "d/folder",
            (a, out) -> a.symbolicLink("d", out).mode(0777).folder("d/folder")),
        refused(
            "a chain of links",
            "a/pwned",
            (a, out) ->
                a.symbolicLink("a", "b")
                    .symbolicLink("b", "c")
                    .symbolicLink("c", out)
                    .file("a/pwned", "x")),
        refused(
            "a link through a link",
            "d/l",
            (a, out) -> a.symbolicLink("d", out).symbolicLink("d/l", "secret")),
        refused(
            "a device through a link",
            "d/zero",
            (a, out) -> a.symbolicLink("d", out).characterDevice("d/zero", 1, 5)),
        refused(
            "/proc's link to the root",
            "p/",
            (a, out) -> a.symbolicLink("p", "/proc/self/root").file("p" + out + "/x", "x")),
        refused(
            "/proc's link to the working folder",
            "p/x",
            (a, out) -> a.symbolicLink("p", "/proc/self/cwd").file("p/x", "x")),
        refused("a link to itself", "ELOOP", (a, out) -> a.symbolicLink("l", "l").file("l/x", "x")),
        refused(
            "links in a circle",
            "ELOOP",
            (a, out) -> a.symbolicLink("l", "m").symbolicLink("m", "l").file("l/x", "x")),
        refused("a chain of 60 links", "ELOOP", (a, out) -> chain(a, 60).file("l60/x", "x")),
        refused("an empty link", "ENOENT", (a, out) -> a.symbolicLink("l", "")),
        refused(
            "a link to 5000 bytes",
            "ENAMETOOLONG",
            (a, out) -> a.symbolicLink("l", "t".repeat(5000))),
        refused("a hard link out", "does not have", (a, out) -> a.hardLink("h", out + "/secret")),
        refused(
            "a hard link out through a link",
            "does not have",
            (a, out) -> a.symbolicLink("d", out).hardLink("h", "d/secret")),
        refused(
            "a hard link below a link",
            "'d/h'",
            (a, out) -> a.symbolicLink("d", out).file("f", "x").hardLink("d/h", "f")),
        refused("a hard link to nothing", "nowhere", (a, out) -> a.hardLink("h", "nowhere")),
        refused(
            "a hard link to what comes later",
            "'later'",
            (a, out) -> a.hardLink("h", "later").file("later", "")),
        refused(
            "a hard link to a folder", "is a folder", (a, out) -> a.folder("d").hardLink("h", "d")),
        refused("a hard link to the root", "does not have", (a, out) -> a.hardLink("h", "/")),
        refused("a hard link to no name", "does not have", (a, out) -> a.hardLink("h", "")),
        unpacked(
            "a hard link to itself",
            (a, out) -> a.file("f", "1").hardLink("f", "./f").hardLink("f", "/f"),
            "f644 f '1'"),
        unpacked(
            "a hard link to a link, written to",
            (a, out) ->
                a.symbolicLink("s", out + "/secret").hardLink("h", "s").mode(0666).file("h", "own"),
            "f666 h 'own'",
            "l777 s -> OUTSIDE/secret"),
        unpacked(
            "a hard link is replaced, not written through",
            (a, out) -> a.file("f", "1").hardLink("h", "f").mode(04777).owner(5, 6).file("h", "22"),
            "f4777 h '22' of 5:6",
            "f644 f '1'"),
        unpacked(
            "a file in a link's place",
            (a, out) -> a.symbolicLink("f", out + "/secret").file("f", "own"),
            "f644 f 'own'"),
        unpacked(
            "a folder in a link's place",
            (a, out) ->
                a.symbolicLink("d", out + "/folder")
                    .owner(1234, 1234)
                    .mode(0777)
                    .folder("d")
                    .file("d/inner", "own"),
            "d777 d of 1234:1234",
            "f644 d/inner 'own'"),
        unpacked(
            "a device and a FIFO in links' places",
            (a, out) ->
                a.symbolicLink("c", out + "/secret")
                    .symbolicLink("p", out + "/secret")
                    .mode(0666)
                    .characterDevice("c", 1, 3)
                    .mode(0666)
                    .fifo("p"),
            "c666 c 1:3",
            "p666 p"),
        unpacked(
            "a link in a folder's place; the folder's time is not the target's",
            (a, out) -> a.time(77).folder("d").symbolicLink("d", out + "/folder"),
            "l777 d -> OUTSIDE/folder"),
        unpacked(
            "owner and attributes of a link are its own",
            (a, out) ->
                a.owner(7, 8)
                    .time(77)
                    .pax("SCHILY.xattr.user.a", "b")
                    .pax("SCHILY.xattr.trusted.a", "b")
                    .symbolicLink("l", out + "/secret"),
            "l777 l -> OUTSIDE/secret of 7:8 trusted.a=\"b\""),
        refused(
            "a link in a folder's place, then used",
            "d/pwned",
            (a, out) -> a.folder("d").file("d/f", "").symbolicLink("d", out).file("d/pwned", "x")),
        unpacked(
            "links that stay inside",
            (a, out) ->
                a.folder("real")
                    .symbolicLink("b", "/real")
                    .symbolicLink("c", "../../real")
                    .file("b/one", "1")
                    .file("c/two", "2")
                    .hardLink("b/three", "c/one"),
            "d755 real",
            "f644 real/one '1' links 2",
            "f644 real/three '1' links 2",
            "f644 real/two '2'",
            "l777 b -> /real",
            "l777 c -> ../../real"),
        unpacked(
            "a link to the root, many times over",
            (a, out) -> a.symbolicLink("l", "/").file("l/l/l/l/x", "1"),
            "f644 x '1'",
            "l777 l -> /"),
        unpacked(
            "a link that replaces itself from below",
            (a, out) -> a.symbolicLink("s", ".").file("s/f", "1").file("s/s", "2"),
            "f644 f '1'",
            "f644 s '2'"));
  }

  private static TestArchive chain(TestArchive archive, int length) {
    archive.folder("l0");
    for (int i = 1; i <= length; i++) {
      archive.symbolicLink("l" + i, "l" + (i - 1));
    }
    return archive;
  }
}
