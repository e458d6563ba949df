package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
