package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

/** {@code jcompose image} and its commands, on a real registry. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry", "skopeo"})
@LeavesNothing
class ImageCommandIT {
  private static String push(TestRegistry registry, String tag, TestArchive... above) {
    TestArchive[] layers = new TestArchive[above.length + 1];
    layers[0] = TestImages.busybox();
    System.arraycopy(above, 0, layers, 1, above.length);
    new TestImages(registry, "box")
        .push(tag, TestImages.OCI, "{\"Cmd\":[\"sleep\",\"1000\"]}", layers);
    return registry.address() + "/box:" + tag;
  }

  private static TestRegistry registry(Sandbox sandbox) {
    return TestRegistry.start(sandbox.folder().resolve("registry"));
  }

  private static String failure(Jcompose jcompose, String... args) {
    Result result = jcompose.run(args);
    assertEquals(1, result.exit(), result.out() + result.err());
    return result.err();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void whatIsThereIsListedAndDescribed(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox);
    assertEquals("IMAGE   DIGEST   PLATFORM   CREATED   SIZE\n", jcompose.ok("image", "ls"));
    assertEquals("[ ]\n", jcompose.ok("image", "ls", "--format", "json"));
    try (TestRegistry registry = registry(sandbox)) {
      String image = push(registry, "1", new TestArchive().file("x", "y"));
      jcompose.ok("image", "pull", image);
      List<String> lines = jcompose.ok("image", "ls").lines().toList();
      assertEquals(2, lines.size());
      assertTrue(
          lines.get(1).matches(image + "   sha256:[0-9a-f]{12}   linux/amd64   -  .*[0-9.]+[kM]B"),
          lines.get(1));
      String digest = jcompose.ok("image", "ls", "-q", "--no-trunc").strip();
      String detail = jcompose.ok("image", "inspect", digest.substring(7, 20));
      assertTrue(detail.contains("\"digest\" : \"" + digest + "\""), detail);
      assertEquals(2, detail.split("\"kept\" : true", -1).length - 1, detail);
      String unknown = failure(jcompose, "image", "inspect", "nobody/nothing");
      assertTrue(unknown.contains("there is no image 'nobody/nothing' in the store"), unknown);
    }
  }

  @Test
  void anImageInUseStays(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      String used = push(registry, "used");
      String other = push(registry, "other", new TestArchive().file("x", "y"));
      Jcompose jcompose =
          Jcompose.in(sandbox).file("compose.yaml", "services:\n  app:\n    image: " + used + "\n");
      jcompose.ok("up", "-d");
      jcompose.ok("image", "pull", other);

      String refused = failure(jcompose, "image", "rm", used);
      assertTrue(refused.contains("is used by container shop-app-1"), refused);
      String removed = jcompose.ok("image", "rm", other);
      assertTrue(removed.startsWith("Untagged: " + other + "\nDeleted: sha256:"), removed);
      assertTrue(jcompose.ok("image", "rm", "-f", used).contains("Deleted: "));
      assertEquals("", jcompose.ok("image", "ls", "-q"));
      assertEquals("bin\n", jcompose.ok("exec", "-T", "app", "sh", "-c", "ls -d bin"));

      jcompose.ok("down", "-t", "0");
      assertTrue(jcompose.ok("image", "prune").startsWith("Removed 1 layer and "));
      assertEquals(List.of(), names(sandbox.directories().layers()));
      assertEquals(List.of(), names(sandbox.directories().root().resolve("images/blobs/sha256")));
    }
  }

  @Test
  void aNameThatMovesOnLeavesAnImageToPrune(Sandbox sandbox) {
    try (TestRegistry registry = registry(sandbox)) {
      Jcompose jcompose = Jcompose.in(sandbox);
      jcompose.ok("image", "pull", push(registry, "1", new TestArchive().file("old", "")));
      String image = push(registry, "1", new TestArchive().file("new", ""));
      jcompose.ok("image", "pull", image);
      assertTrue(jcompose.ok("image", "ls").contains("\n<none>  "));
      String pruned = jcompose.ok("image", "prune");
      assertTrue(pruned.matches("(?s)Deleted: sha256:.*Removed 1 layer and .*"), pruned);
      assertEquals(1, jcompose.ok("image", "ls", "-q").lines().count());
      assertTrue(jcompose.ok("image", "prune", "-a").contains("Untagged: " + image));
      assertEquals("", jcompose.ok("image", "ls", "-q"));
    }
  }

  @Test
  void savedImagesAreTheSameEverywhere(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox);
    Path tar = jcompose.folder().resolve("saved.tar");
    String image;
    String digest;
    try (TestRegistry registry = registry(sandbox)) {
      image = push(registry, "1", new TestArchive().file("x", "y"));
      jcompose.ok("image", "pull", image);
      digest = jcompose.ok("image", "ls", "-q", "--no-trunc");
    }
    jcompose.ok("image", "save", "-o", "saved.tar", image);
    byte[] once = Files.readAllBytes(tar);
    jcompose.ok("image", "save", "-o", "saved.tar", image);
    assertArrayEquals(once, Files.readAllBytes(tar));

    for (String transport : List.of("oci-archive:", "docker-archive:")) {
      String seen =
          HostCommand.run("skopeo", "inspect", "--override-os", "linux", transport + tar).checked();
      assertTrue(seen.contains("\"Architecture\": \"amd64\""), seen);
    }
    assertTrue(
        HostCommand.run("skopeo", "inspect", "oci-archive:" + tar)
            .checked()
            .contains("\"Digest\": \"" + digest.strip() + "\""));

    jcompose.ok("image", "prune", "-a");
    assertEquals("Imported: " + image + "\n", jcompose.ok("image", "import", "saved.tar"));
    assertEquals(digest, jcompose.ok("image", "ls", "-q", "--no-trunc"));
    assertEquals(
        "Imported: docker.io/library/mine:2\n",
        jcompose.ok("image", "import", "saved.tar", "mine:2"));
    assertEquals(2, jcompose.ok("image", "ls").lines().filter(l -> l.contains("sha256")).count());
  }

  @Test
  void damageIsFoundAndHealed(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      Jcompose jcompose = Jcompose.in(sandbox);
      String image = push(registry, "1");
      jcompose.ok("image", "pull", image);
      assertEquals("The store is as it should be\n", jcompose.ok("image", "verify"));
      jcompose.ok("image", "save", "-o", "good.tar", image);

      Path blobs = sandbox.directories().root().resolve("images/blobs/sha256");
      Path blob = blobs.resolve(names(blobs).get(0));
      byte[] bytes = Files.readAllBytes(blob);
      bytes[bytes.length / 2] ^= 1;
      Files.write(blob, bytes);
      String found = failure(jcompose, "image", "verify");
      assertTrue(found.contains("is damaged") && found.contains("removed, to be fetched"), found);
      assertFalse(Files.exists(blob));

      jcompose.ok("image", "save", "-o", "again.tar", image);
      assertEquals(-1, Files.mismatch(path(jcompose, "good.tar"), path(jcompose, "again.tar")));
      assertEquals("The store is as it should be\n", jcompose.ok("image", "verify"));
    }
  }

  /** A reader that has enough ends the command as it would any other; nothing is written to. */
  @Test
  void theStoreIsReadByWhoMayNotWrite(Sandbox sandbox) throws IOException {
    Jcompose jcompose = Jcompose.in(sandbox);
    Files.write(path(jcompose, "root.tar"), TestImages.busybox().tar());
    jcompose.ok("image", "import", "root.tar", "mine:1");
    assertEquals(
        141,
        shell(
                "\"$@\" | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}",
                jcompose,
                "image",
                "save",
                "mine:1")
            .exit());

    String readOnly =
        "root=$(readlink -f "
            + sandbox.directories().root()
            + "); mount --bind $root $root"
            + " && mount -o remount,bind,ro $root && exec \"$@\"";
    Result verified = shell(readOnly, jcompose, "image", "verify");
    assertEquals("The store is as it should be\n", verified.out(), verified.err());
  }

  private static Result shell(String script, Jcompose jcompose, String... args) {
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "bash", "-c", script, "bash"));
    command.addAll(jcompose.command(args));
    return HostCommand.run(jcompose.sandbox().environment(), jcompose.folder(), command);
  }

  private static Path path(Jcompose jcompose, String name) {
    return jcompose.folder().resolve(name);
  }

  @Test
  void wrongUse(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox);
    for (String[] args :
        new String[][] {
          {"image"},
          {"image", "lss"},
          {"image", "rm"},
          {"image", "ls", "--format", "{{.ID}}"},
          {"image", "pull", "--platform", "x", "y"},
          {"image", "import", "a.tar", "a:1", "b:1"},
          {"image", "import", "a.tar", "a@sha256:" + "0".repeat(64)},
        }) {
      Result result = jcompose.run(args);
      assertEquals(2, result.exit(), String.join(" ", args) + result.err());
      assertEquals(1, result.err().lines().count(), result.err());
    }
    assertTrue(jcompose.ok("image", "--help").contains("prune"));
    assertTrue(jcompose.ok("image", "save", "--help").contains("--output"));
  }
}
