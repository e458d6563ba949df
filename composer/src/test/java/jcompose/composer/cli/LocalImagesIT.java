package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** Images that need no registry: files and folders that other tools have written. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry", "skopeo", "zstd"})
@LeavesNothing
class LocalImagesIT {
  private static Jcompose with(Sandbox sandbox, String image) {
    return Jcompose.in(sandbox)
        .file(
            "compose.yaml",
            "services:\n  app:\n    image: " + image + "\n    command: [cat, /which]\n");
  }

  private static byte[] root(String which) {
    return TestImages.busybox().file("which", which).tar();
  }

  private static String failure(Jcompose jcompose) {
    Result result = jcompose.run("up");
    assertEquals(1, result.exit(), result.out());
    String last = result.err().lines().reduce((a, b) -> b).orElse("");
    assertTrue(last.contains("compose.yaml:3:5: image: "), result.err());
    return last;
  }

  private static void copy(String from, String to, String... options) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("skopeo", "copy", "-q", "--insecure-policy", "--src-tls-verify=false"));
    command.addAll(List.of(options));
    command.add("docker://" + from);
    command.add(to);
    HostCommand.run(command.toArray(String[]::new)).checked();
  }

  @Test
  void rootFileSystemsPlainAndCompressed(Sandbox sandbox) throws IOException {
    Jcompose jcompose = with(sandbox, "./r.tar");
    Path tar = jcompose.folder().resolve("r.tar");
    Files.write(tar, root("one"));
    assertEquals("app  | one\n", jcompose.ok("up"));
    assertFalse(jcompose.run("up").err().contains("Reading"), "it has not changed");

    Files.write(tar, root("two"));
    assertEquals("app  | two\n", jcompose.ok("up"), "it has changed");

    HostCommand.run("gzip", "-k", tar.toString()).checked();
    HostCommand.run("zstd", "-q", "-k", tar.toString()).checked();
    for (String compressed : List.of("./r.tar.gz", "./r.tar.zst")) {
      assertEquals("app  | two\n", with(sandbox, compressed).ok("up"));
    }
    jcompose.ok("down");
  }

  @Test
  void pathsAreThoseOfTheFileThatNamesThem(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("compose.yaml", "include: [part/compose.yaml]\n")
            .file(
                "part/compose.yaml",
                "services:\n  app:\n    image: ../r.tar\n    command: [cat, /which]\n");
    Files.write(jcompose.folder().resolve("r.tar"), root("here"));
    assertEquals("app  | here\n", jcompose.ok("up"));
    String path = jcompose.folder().resolve("r.tar").toString();
    assertTrue(jcompose.ok("config").contains("image: " + path + "\n"), jcompose.ok("config"));
    jcompose.ok("down");
  }

  @Test
  void whatSkopeoWrites(Sandbox sandbox) {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestImages images = new TestImages(registry, "web");
      TestArchive busybox = TestImages.busybox();
      for (String tag : List.of("1", "2")) {
        images.push(
            tag, TestImages.DOCKER, "{}", busybox, new TestArchive().file("which", "web " + tag));
      }
      String web = registry.address() + "/web:";
      Path folder = Jcompose.in(sandbox).folder();
      copy(web + "1", "docker-archive:" + folder.resolve("docker.tar") + ":web:1");
      copy(web + "1", "oci-archive:" + folder.resolve("oci.tar") + ":web:1");
      copy(web + "1", "oci:" + folder.resolve("layout") + ":web:1");
      copy(web + "2", "oci:" + folder.resolve("layout") + ":web:2");
    }
    for (String image : List.of("./docker.tar", "./oci.tar", "./docker.tar:web:1", "./layout:1")) {
      assertEquals("app  | web 1\n", with(sandbox, image).ok("up"), image);
    }
    assertEquals("app  | web 2\n", with(sandbox, "./layout:web:2").ok("up"));

    String several = failure(with(sandbox, "./layout"));
    assertTrue(
        several.endsWith("there are several images in it; add ':' and one of web:1, web:2"),
        several);
    String none = failure(with(sandbox, "./docker.tar:other"));
    assertTrue(none.endsWith("there is no image 'other' in it, but docker.io/library/web:1"), none);
    with(sandbox, "./oci.tar").ok("down");
  }

  @Test
  void whatIsNoImage(Sandbox sandbox) throws IOException {
    Jcompose jcompose = with(sandbox, "./missing.tar");
    Path folder = jcompose.folder();
    assertTrue(failure(jcompose).endsWith("there is no file or folder " + folder + "/missing.tar"));
    Files.writeString(
        folder.resolve("text"), "this is text, and long enough for a block".repeat(20));
    String text = failure(with(sandbox, "./text"));
    assertTrue(text.contains(folder + "/text is not an archive: "), text);
    String rootfs = failure(with(sandbox, "../shop"));
    assertTrue(rootfs.endsWith("a root file system is named by 'rootfs:'"), rootfs);
    Files.write(folder.resolve("cut.tar"), java.util.Arrays.copyOf(root("x"), 100_000));
    String cut = failure(with(sandbox, "./cut.tar"));
    assertTrue(cut.contains(folder + "/cut.tar: the archive ends in the middle"), cut);
    HostCommand.run("mkfifo", folder.resolve("fifo.tar").toString()).checked();
    for (String endless : List.of("./fifo.tar", "/dev/zero")) {
      String message = failure(with(sandbox, endless));
      assertTrue(message.endsWith("is neither a file nor a folder: no image is in it"), message);
    }
    Files.delete(folder.resolve("fifo.tar"));
    Files.createFile(folder.resolve("empty.tar"));
    String empty = failure(with(sandbox, "./empty.tar"));
    assertTrue(empty.endsWith(folder + "/empty.tar is empty: no image is in it"), empty);
  }

  /** A layer that is in the store was in another archive then; this one belongs to the image. */
  @Test
  void aLayerThatIsThereIsComparedAndKept(Sandbox sandbox) throws IOException {
    byte[] tar = root("one");
    String config = config("{}", tar);
    Jcompose jcompose = with(sandbox, "./r.tar.gz");
    Path folder = jcompose.folder();
    Files.write(folder.resolve("r.tar.gz"), TestArchive.gzip(tar));
    assertEquals("app  | one\n", jcompose.ok("up"));
    jcompose.ok("down");

    Files.write(folder.resolve("saved.tar"), saved(config, tar));
    jcompose.ok("image", "import", "saved.tar", "again:1");
    jcompose.ok("image", "save", "-o", "again.tar", "again:1");
    assertTrue(Files.size(folder.resolve("again.tar")) > 100_000);

    Files.write(folder.resolve("other.tar"), saved(config, root("two")));
    Result other = jcompose.run("image", "import", "other.tar", "other:1");
    assertEquals(1, other.exit());
    assertTrue(other.err().contains("the unpacked archive is sha256:"), other.err());
    String layers = Arrays.toString(sandbox.directories().layers().toFile().list());
    assertTrue(layers.contains(TestArchive.digest(tar).substring(7, 23)), layers);
    assertFalse(layers.contains(TestArchive.digest(root("two")).substring(7, 23)), layers);
  }

  /** The configuration of an image of one layer. */
  private static String config(String said, byte[] layer) {
    return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":"
        + said
        + ",\"rootfs\":{\"diff_ids\":[\""
        + TestArchive.digest(layer)
        + "\"]}}";
  }

  private static byte[] saved(String config, byte[] layer) {
    return new TestArchive()
        .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"l.tar\"]}]")
        .file("c.json", config)
        .entry('0', "l.tar", "", layer)
        .tar();
  }

  @Test
  void whatAnImageSaysIsChecked(Sandbox sandbox) throws IOException {
    byte[] tar = root("one");
    String config = config("{\"Volumes\":{\"../x\":{}}}", tar);
    Jcompose jcompose = with(sandbox, "./s.tar");
    Files.write(jcompose.folder().resolve("s.tar"), saved(config, tar));
    String volume = failure(jcompose);
    assertTrue(volume.endsWith("the image's volume '../x' is not an absolute path"), volume);
    Result run = jcompose.run("run", "--rm", "--image", "./s.tar", "true");
    assertEquals(125, run.exit(), run.err());

    byte[] evil =
        new TestArchive()
            .file("manifest.json", "[{\"RepoTags\":[\"a\\u001b[31m:1\",\"b:1\"]},{},{\"x\":")
            .tar();
    Files.write(jcompose.folder().resolve("s.tar"), evil);
    String json = failure(jcompose);
    assertTrue(json.contains("'manifest.json' is not JSON: "), json);
    assertFalse(json.contains("Source"), json);
    Files.write(
        jcompose.folder().resolve("s.tar"),
        new TestArchive()
            .file("manifest.json", "[{\"RepoTags\":[\"a\\u001b[31m:1\",\"b:1\"]},{}]")
            .tar());
    String several = failure(jcompose);
    assertTrue(several.contains("one of a\\x1b[31m:1, b:1"), several);
  }

  @Test
  void anArchiveOfImagesReadsNothingOutside(Sandbox sandbox) throws IOException {
    String secret = sandbox.folder().resolve("secret").toString();
    Files.writeString(Path.of(secret), "[{\"Config\":\"c\",\"Layers\":[]}]");
    byte[] linked = new TestArchive().symbolicLink("manifest.json", secret).tar();
    Jcompose jcompose = with(sandbox, "./linked.tar");
    Files.write(jcompose.folder().resolve("linked.tar"), linked);
    String message = failure(jcompose);
    assertTrue(message.endsWith("'manifest.json' is not a file in it"), message);

    byte[] named =
        new TestArchive()
            .file(
                "manifest.json", "[{\"Config\":\"../../secret\",\"Layers\":[\"" + secret + "\"]}]")
            .tar();
    Files.write(jcompose.folder().resolve("linked.tar"), named);
    String climbing = failure(jcompose);
    assertTrue(climbing.contains("'../../secret' is"), climbing);
  }
}
