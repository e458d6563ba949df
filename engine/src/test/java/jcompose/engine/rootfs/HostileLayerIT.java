package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives that try to write or read outside of their layer, or to use up the machine. */
@RequiresRoot
@LeavesNothing
final class HostileLayerIT {
  private Path outside = Path.of("");
  private LayerStore store =
      new LayerStore(new jcompose.engine.EngineDirectories(outside, outside));
  private Path layers = Path.of("");

  @BeforeEach
  void outsideWorld(Sandbox sandbox) throws IOException {
    outside = Files.createDirectory(sandbox.folder().resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxr-xr-x"));
    store = new LayerStore(sandbox.directories());
    layers = sandbox.directories().layers();
  }

  private Path add(TestArchive archive) throws IOException {
    return store.add(
        archive.diffId(), () -> new ByteArrayInputStream(archive.gzip()), LayerLimits.DEFAULT);
  }

  private void refused(String words, TestArchive archive) throws IOException {
    BadLayerException refusal = assertThrows(BadLayerException.class, () -> add(archive));
    assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    nothingHappenedOutside();
    try (Stream<Path> left = Files.list(layers)) {
      assertEquals(List.of(), left.toList(), "nothing of a refused layer stays");
    }
  }

  private void nothingHappenedOutside() throws IOException {
    try (Stream<Path> files = Files.list(outside)) {
      assertEquals(List.of(outside.resolve("secret")), files.toList());
    }
    assertEquals("secret", Files.readString(outside.resolve("secret")));
    assertEquals(1, Files.getAttribute(outside.resolve("secret"), "unix:nlink"));
    assertEquals(
        "rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)));
    assertEquals(0, Files.getAttribute(outside, "unix:uid"));
  }

  @Test
  void namesThatClimb() throws IOException {
    refused("climbs out", new TestArchive().file("../escape", "x"));
    refused("climbs out", new TestArchive().file("a/b/../../../escape", "x"));
    refused("climbs out", new TestArchive().folder("a/..").file("a/x", "x"));
    refused("climbs out", new TestArchive().hardLink("h", "../outside/secret"));
    refused("zero byte", new TestArchive().pax("path", "nul\0name").file("x", "x"));
  }

  @Test
  void absoluteNamesAreInsideTheLayer() throws IOException {
    Path layer = add(new TestArchive().file(outside + "/abs", "x"));
    assertEquals("x", Files.readString(layer.resolve(outside.toString().substring(1) + "/abs")));
    nothingHappenedOutside();
  }

  @Test
  void linksOnTheWay() throws IOException {
    // As in a chroot, the link leads to a place inside the layer, which the layer does not have.
    refused(
        "d/pwned", new TestArchive().symbolicLink("d", outside.toString()).file("d/pwned", "x"));
    refused(
        "e/pwned",
        new TestArchive().symbolicLink("e", "../../../../../.." + outside).file("e/pwned", "x"));
    refused(
        "p/",
        new TestArchive().symbolicLink("p", "/proc/self/root").file("p" + outside + "/x", "x"));
    refused("h", new TestArchive().symbolicLink("d", outside.toString()).hardLink("h", "d/secret"));
    refused("h", new TestArchive().hardLink("h", outside + "/secret"));
    refused("loop", new TestArchive().symbolicLink("loop", "loop").file("loop/x", "x"));
    refused("d", new TestArchive().symbolicLink("d", outside.toString()).file("d/.wh.secret", ""));
    refused(
        "d", new TestArchive().symbolicLink("d", outside.toString()).file("d/.wh..wh..opq", ""));
  }

  @Test
  void linksThatStayInside() throws IOException {
    Path layer =
        add(
            new TestArchive()
                .folder("real")
                .symbolicLink("b", "/real")
                .symbolicLink("c", "../../real")
                .file("b/one", "1")
                .file("c/two", "2"));
    assertEquals("1", Files.readString(layer.resolve("real/one")));
    assertEquals("2", Files.readString(layer.resolve("real/two")));
  }

  @Test
  void linksAreReplacedNotFollowed() throws IOException {
    String secret = outside.resolve("secret").toString();
    Path layer =
        add(
            new TestArchive()
                .symbolicLink("f", secret)
                .file("f", "own")
                .symbolicLink("g", outside.toString())
                .owner(1234, 1234)
                .mode(0777)
                .folder("g")
                .symbolicLink("s", secret)
                .hardLink("h", "s")
                .file("h", "own"));
    assertEquals("own", Files.readString(layer.resolve("f")));
    assertTrue(Files.isDirectory(layer.resolve("g"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    assertEquals("own", Files.readString(layer.resolve("h")));
    nothingHappenedOutside();
  }

  @Test
  void whiteoutsOfNothing() throws IOException {
    refused("hides nothing", new TestArchive().file(".wh.", ""));
    refused("hides nothing", new TestArchive().file("a/.wh..", ""));
    refused("hides nothing", new TestArchive().file("a/.wh...", ""));
  }

  @Test
  void overlaysOwnAttributesAreNotTheArchives() throws IOException {
    Path layer =
        add(
            new TestArchive()
                .pax("SCHILY.xattr.trusted.overlay.redirect", "/etc")
                .pax("SCHILY.xattr.user.kept", "yes")
                .folder("d"));
    assertEquals(
        java.util.Set.of("user.kept"),
        Attributes.of(RootFolder.openDirectory(layer), "d".getBytes(StandardCharsets.UTF_8))
            .keySet());
  }

  @Test
  void sizesBeyondTheLimits() throws IOException {
    TestArchive archive = new TestArchive().file("a", "x".repeat(100_000)).file("b", "");
    LayerLimits bytes = new LayerLimits(50_000, 10);
    LayerLimits entries = new LayerLimits(1 << 20, 1);
    for (LayerLimits limits : List.of(bytes, entries)) {
      BadLayerException refusal =
          assertThrows(
              BadLayerException.class,
              () ->
                  store.add(
                      archive.diffId(), () -> new ByteArrayInputStream(archive.gzip()), limits));
      assertTrue(String.valueOf(refusal.getMessage()).contains("limit of"), refusal.getMessage());
      assertFalse(store.find(archive.diffId()).isPresent());
    }
    TestArchive longName = new TestArchive();
    refused("extension header of", longName.raw(longName.header('L', "long", "", 1L << 30)));
    refused("extension header of", longName.raw(longName.header('x', "pax", "", 1L << 30)));
    refused("ENAMETOOLONG", new TestArchive().file("x".repeat(300), ""));
    refused("ENAMETOOLONG", new TestArchive().file("d/".repeat(3000) + "x", ""));
  }

  @Test
  void nonsense() throws IOException {
    refused(
        "not a tar archive",
        new TestArchive().raw("#!/bin/sh".repeat(100).getBytes(StandardCharsets.UTF_8)));
    refused("in the middle", half(new TestArchive().file("a", "x".repeat(5000))));
    refused("owner id", new TestArchive().pax("uid", "4294967295").file("a", ""));
    refused("decimal", new TestArchive().pax("size", "-5").file("a", ""));
    refused("number of seconds", new TestArchive().pax("mtime", "1e999999999").file("a", ""));
    refused("type 'Z'", new TestArchive().entry('Z', "a", "", new byte[0]));
    refused("PAX header", raw('x', "99 path=short\n"));
    refused("nowhere", new TestArchive().hardLink("h", "nowhere"));
  }

  private static TestArchive raw(char type, String data) {
    TestArchive archive = new TestArchive();
    archive.raw(archive.header(type, "x", "", data.length()));
    return archive.padded(data.getBytes(StandardCharsets.UTF_8));
  }

  private static TestArchive half(TestArchive whole) {
    byte[] bytes = whole.unfinished();
    return new TestArchive().raw(java.util.Arrays.copyOf(bytes, bytes.length / 2));
  }
}
