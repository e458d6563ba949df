package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jcompose.engine.BadLayerException;
import jcompose.engine.LayerLimits;
import jcompose.engine.LayerStore;
import jcompose.engine.linux.DirectoryDescriptor;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an honest layer: the tree that GNU tar would make, in overlayfs's form. */
@Tag("vm")
@RequiresRoot
@LeavesNothing
final class LayerTreeIT {
  /** cap_setuid=ep; its byte 0x80 is not valid UTF-8. */
  private static final byte[] CAPABILITY =
      HexFormat.of().parseHex("0100000280000000000000000000000000000000");

  private static TestArchive everything() {
    return new TestArchive()
        .mode(0750)
        .folder("./")
        .mode(02755)
        .owner(3_000_000, 4_000_000)
        .time(1_234_567_890)
        .folder("dir/")
        .mode(04755)
        .owner(2_500_000, 7)
        .pax("mtime", "1111111111.250000001")
        .file("dir/setuid", "x".repeat(3000))
        .file("dir/of-root", "gid 0 in a setgid folder")
        .file("dir/" + "n".repeat(200) + "/" + "m".repeat(120), "long")
        .symbolicLink("bin", "usr/bin")
        .symbolicLink("far", "z".repeat(200))
        .hardLink("hard", "dir/setuid")
        .pax("mtime", "-1000.5")
        .file("old", "before 1970")
        .mode(0600)
        .file("twice", "1")
        .file("twice", "22")
        .mode(0640)
        .fifo("fifo")
        .mode(0666)
        .owner(0, 5)
        .characterDevice("null", 1, 3)
        .pax("SCHILY.xattr.security.capability", CAPABILITY)
        .pax("SCHILY.xattr.user.text", "bar")
        .mode(0755)
        .file("capable", "c")
        .file("empty", "");
  }

  private static Path add(LayerStore store, TestArchive archive, byte[] stored) throws IOException {
    return store.add(archive.diffId(), () -> new ByteArrayInputStream(stored), LayerLimits.DEFAULT);
  }

  @Test
  void theTreeEqualsGnuTars(Sandbox sandbox) throws IOException {
    TestArchive archive = everything();
    Path layer = add(new LayerStore(sandbox.directories()), archive, archive.gzip());
    Path file = Files.write(sandbox.folder().resolve("layer.tar"), archive.tar());
    Path expected = Files.createDirectory(sandbox.folder().resolve("expected"));
    HostCommand.run(
            "tar",
            "-C",
            expected.toString(),
            "--numeric-owner",
            "--same-owner",
            "-p",
            "--xattrs",
            "--xattrs-include=*",
            "-xf",
            file.toString())
        .checked();
    assertEquals(listing(expected), listing(layer));
    assertEquals(
        HexFormat.of().formatHex(CAPABILITY),
        HexFormat.of().formatHex(attribute(layer, "capable", "security.capability")));
    assertEquals(
        "bar", new String(attribute(layer, "capable", "user.text"), StandardCharsets.UTF_8));
    HostCommand.run("rm", "-r", layer.toString(), expected.toString()).checked();
  }

  private static byte[] attribute(Path layer, String name, String key) {
    byte[] value =
        Attributes.of(RootFolder.openDirectory(layer), name.getBytes(StandardCharsets.UTF_8))
            .get(key);
    return value == null ? new byte[0] : value;
  }

  /** Type, mode, owner, links, time to the nanosecond, size of files, target, device, content. */
  private static Set<String> listing(Path folder) throws IOException {
    String format = "%P %y %m %U %G %n %T@ %l\n";
    String found = HostCommand.run("find", folder.toString(), "-printf", format).checked();
    // A folder without an entry of its own has the time at which tar made it; with us it has none.
    String settled = found.replaceAll(" (1[7-9]\\d{8}\\.\\d+|0\\.0+) ", " none ");
    Set<String> lines = new TreeSet<>(List.of(settled.split("\n", -1)));
    String sums =
        HostCommand.run(
                "sh",
                "-c",
                "cd \"$0\" && find . -type f -exec sha256sum {} + ; stat -c %t:%T null",
                folder.toString())
            .checked();
    lines.addAll(List.of(sums.split("\n", -1)));
    return lines;
  }

  @Test
  void plainAndManyMemberArchives(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    TestArchive plain = new TestArchive().file("plain", "p");
    assertEquals("p", Files.readString(add(store, plain, plain.tar()).resolve("plain")));
    TestArchive members = new TestArchive().file("members", "m".repeat(10_000));
    byte[] tar = members.tar();
    byte[] first = TestArchive.gzip(java.util.Arrays.copyOf(tar, 777));
    byte[] second = TestArchive.gzip(java.util.Arrays.copyOfRange(tar, 777, tar.length));
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertEquals(
        "m".repeat(10_000), Files.readString(add(store, members, both).resolve("members")));
  }

  @Test
  void gnuNamesAndSparseFiles(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    Path source = Files.createDirectories(sandbox.folder().resolve("source/" + "g".repeat(150)));
    Path sparse = source.resolve("h".repeat(140));
    Files.write(sparse, new byte[0]);
    HostCommand.run("truncate", "-s", "4M", sparse.toString()).checked();
    try (java.nio.channels.FileChannel channel =
        java.nio.channels.FileChannel.open(sparse, java.nio.file.StandardOpenOption.WRITE)) {
      for (int i = 0; i < 30; i++) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), i * 131_072L);
      }
    }
    byte[] content = Files.readAllBytes(sparse);
    int number = 0;
    for (List<String> form :
        List.of(
            List.of("--format=gnu"),
            List.of("--format=posix", "--sparse-version=0.0"),
            List.of("--format=posix", "--sparse-version=0.1"),
            List.of("--format=posix", "--sparse-version=1.0"))) {
      Path tar = sandbox.folder().resolve("s" + number++ + ".tar");
      List<String> command =
          new java.util.ArrayList<>(List.of("tar", "-C", sandbox.folder() + "/source", "-S"));
      command.addAll(form);
      command.addAll(List.of("-cf", tar.toString(), "."));
      HostCommand.run(command.toArray(new String[0])).checked();
      byte[] archive = Files.readAllBytes(tar);
      assertTrue(archive.length < 1 << 20, "the archive is sparse");
      Path layer =
          store.add(
              TestArchive.digest(archive),
              () -> new ByteArrayInputStream(archive),
              LayerLimits.DEFAULT);
      Path unpacked = layer.resolve("g".repeat(150)).resolve("h".repeat(140));
      assertArrayEquals(content, Files.readAllBytes(unpacked), form.toString());
    }
  }

  @Test
  void whiteoutsHideLowerLayersInARealOverlay(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    TestArchive base =
        new TestArchive()
            .file("gone", "")
            .file("kept", "")
            .file("opaque/old", "")
            .file("replaced/old", "")
            .file("late/old", "")
            .file("filed/old/deep", "");
    TestArchive top =
        new TestArchive()
            .file(".wh.gone", "")
            .file("opaque/.wh..wh..opq", "")
            .file("opaque/new", "")
            .file(".wh.replaced", "")
            .file("replaced/new", "")
            .file("late/new", "")
            .file(".wh.late", "")
            .file(".wh..wh.plnk", "")
            .file("filed", "as umoci writes it")
            .file("filed/.wh.old", "")
            .file("filed/old/.wh.deep", "");
    List<Path> layers = List.of(add(store, base, base.gzip()), add(store, top, top.gzip()));
    for (boolean old : List.of(false, true)) {
      try (ImageView view = old ? ImageView.withoutLowerdirPlus(layers) : ImageView.of(layers)) {
        assertEquals(Set.of("kept", "opaque", "replaced", "late", "filed"), names(view, "/"));
        for (String folder : List.of("opaque", "replaced", "late")) {
          assertEquals(Set.of("new"), names(view, folder), folder);
        }
      }
    }
  }

  /** An upper layer that has a file in a folder, and not the folder, says nothing of it. */
  @Test
  void aFolderIsAsTheLayerSaysThatDescribesIt(Sandbox sandbox) throws IOException {
    LayerStore store = new LayerStore(sandbox.directories());
    TestArchive base = new TestArchive().mode(0750).owner(7, 8).time(1_000_000_007).folder("d");
    TestArchive top = new TestArchive().file("d/new", "").file("nobody/says", "");
    List<String> ids = new ArrayList<>();
    for (TestArchive layer : List.of(base, top)) {
      add(store, layer, layer.gzip());
      ids.add(layer.diffId());
    }
    try (ImageView view = ImageView.of(store.stack(ids).orElseThrow())) {
      FileStatus said = status(view, "d");
      assertEquals(
          List.of(0750, 7, 8, 1_000_000_007L),
          List.of(said.mode() & 07777, said.uid(), said.gid(), said.seconds()));
      assertEquals(0, status(view, "nobody").seconds(), "the same tree whenever it is unpacked");
    }
  }

  private static FileStatus status(ImageView view, String name) {
    return FileStatus.of(view.root(), name.getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> names(ImageView view, String folder) {
    int opened = ContainerFiles.open(view.root(), folder, OpenFlags.DIRECTORY).orElseThrow();
    try {
      return DirectoryDescriptor.names(opened).stream()
          .map(name -> new String(name, StandardCharsets.UTF_8))
          .collect(Collectors.toSet());
    } finally {
      Kernel.call(Syscall.CLOSE, opened);
    }
  }

  @Test
  void anotherArchiveThanPromised(Sandbox sandbox) {
    LayerStore store = new LayerStore(sandbox.directories());
    TestArchive promised = new TestArchive().file("a", "1");
    TestArchive sent = new TestArchive().file("a", "2");
    BadLayerException refusal =
        assertThrows(BadLayerException.class, () -> add(store, promised, sent.gzip()));
    assertTrue(String.valueOf(refusal.getMessage()).contains(sent.diffId()), refusal.getMessage());
    assertTrue(store.find(promised.diffId()).isEmpty());
  }
}
