package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.EngineException;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.Test;

/** Pulls from a real registry. */
@RequiresRoot
@RequiresCommand({"docker-registry", "htpasswd"})
@LeavesNothing
final class PullIT {
  private static final Platform AMD64 = new Platform("linux", "amd64", "");
  private static final String CONFIG =
      "{\"Entrypoint\":[\"/e\"],\"Cmd\":[\"c\"],\"Env\":[\"A=1\",\"B=2\"],\"WorkingDir\":\"/w\","
          + "\"User\":\"me\",\"StopSignal\":\"SIGINT\",\"Volumes\":{\"/v\":{}},"
          + "\"Labels\":{\"l\":\"1\"},\"Healthcheck\":{\"StartInterval\":1}}";

  private static TestArchive layer(String name) {
    return new TestArchive().file(name, name.repeat(1000));
  }

  private static ImageStore store(Sandbox sandbox) {
    return new ImageStore(sandbox.directories(), Map.of("DOCKER_CONFIG", sandbox.folder() + "/dc"));
  }

  private static Image pull(Sandbox sandbox, String reference) {
    return store(sandbox).pull(reference, AMD64, PullListener.SILENT);
  }

  private static String failure(Sandbox sandbox, String reference) {
    return String.valueOf(
        assertThrows(ImageException.class, () -> pull(sandbox, reference)).getMessage());
  }

  private static List<String> leftovers(Sandbox sandbox) throws IOException {
    Path layers = sandbox.directories().layers();
    if (!Files.exists(layers)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(layers)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.endsWith(".id"))
          .toList();
    }
  }

  @Test
  void dockerOciAndIndex(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestImages images = new TestImages(registry, "a/b");
      String docker = images.push("docker", TestImages.DOCKER, CONFIG, layer("x"), layer("y"));
      String oci = images.push("oci", TestImages.OCI, "{}", layer("x"), layer("z"), layer("x"));
      String index = images.pushIndex("multi", List.of("arm64", "amd64"), List.of(docker, oci));
      String name = registry.address() + "/a/b";

      Image image = pull(sandbox, name + ":docker");
      assertEquals(docker, image.digest());
      assertEquals(name + ":docker", image.reference());
      assertEquals("x".repeat(1000), Files.readString(image.layers().get(0).resolve("x")));
      assertEquals("y".repeat(1000), Files.readString(image.layers().get(1).resolve("y")));
      ImageConfig config = image.config();
      assertEquals(List.of("/e"), config.entrypoint());
      assertEquals(List.of("A=1", "B=2"), config.env());
      assertEquals("SIGINT", config.stopSignal().orElseThrow());
      assertEquals("[/v]", config.volumes().toString());

      Image second = pull(sandbox, name + ":multi");
      assertEquals(oci, second.digest());
      assertEquals(2, second.layers().size(), "overlayfs takes no layer twice");
      assertEquals(image.layers().get(0), second.layers().get(1), "layers are shared");
      assertEquals(oci, pull(sandbox, name + "@" + index).digest());

      ImageStore store = store(sandbox);
      assertEquals(second.layers(), store.find(name + ":multi").orElseThrow().layers());
      assertEquals(image.layers(), store.find(name + "@" + docker).orElseThrow().layers());
      assertTrue(store.find(name + ":other").isEmpty());
      assertTrue(
          failure(sandbox, name + ":none").contains("404 Not Found"),
          failure(sandbox, name + ":none"));
      ImageException elsewhere =
          assertThrows(
              ImageException.class,
              () ->
                  store.pull(
                      name + ":multi", new Platform("linux", "s390x", ""), PullListener.SILENT));
      assertTrue(String.valueOf(elsewhere.getMessage()).contains("linux/s390x"));
    }
  }

  @Test
  void wrongBytes(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestArchive archive = layer("x");
      TestImages images = new TestImages(registry, "app");
      String manifest = images.push("1", TestImages.OCI, "{}", archive);
      byte[] bytes = archive.gzip();
      bytes[bytes.length / 2] ^= 1;
      Files.write(registry.blob(TestArchive.digest(archive.gzip())), bytes);
      String said = failure(sandbox, registry.address() + "/app:1");
      assertTrue(said.contains("other bytes than the manifest promises"), said);
      assertEquals(List.of(), leftovers(sandbox));
      assertTrue(store(sandbox).find(registry.address() + "/app:1").isEmpty());

      Path stored = registry.blob(manifest);
      Files.writeString(stored, Files.readString(stored).replace("{", "{ "));
      String manifestSaid = failure(sandbox, registry.address() + "/app@" + manifest);
      assertTrue(manifestSaid.contains(manifest), manifestSaid);
    }
  }

  @Test
  void registryThatIsDown(Sandbox sandbox) {
    long start = System.nanoTime();
    String said = failure(sandbox, "127.0.0.1:1/app");
    assertTrue(said.contains("connection refused"), said);
    assertTrue(System.nanoTime() - start < 10_000_000_000L, "it is told at once");
  }

  @Test
  void credentials(Sandbox sandbox) throws IOException {
    String users = HostCommand.run("htpasswd", "-nbB", "me", "secret").checked();
    Path htpasswd = Files.writeString(sandbox.folder().resolve("htpasswd"), users + "\n");
    try (TestRegistry registry =
        TestRegistry.start(sandbox.folder().resolve("registry"), htpasswd)) {
      String digest =
          new TestImages(registry, "app", "me:secret")
              .push("1", TestImages.DOCKER, "{}", layer("x"));
      String name = registry.address() + "/app:1";
      String nobody = failure(sandbox, name);
      assertTrue(nobody.contains("401"), nobody);
      assertTrue(nobody.contains("without credentials"), nobody);
      logIn(sandbox, registry, "me:wrong");
      String wrong = failure(sandbox, name);
      assertTrue(wrong.contains("401") && wrong.contains("user 'me' of"), wrong);
      assertFalse(wrong.contains("wrong"), wrong);
      logIn(sandbox, registry, "me:secret");
      assertEquals(digest, pull(sandbox, name).digest());
    }
  }

  private static void logIn(Sandbox sandbox, TestRegistry registry, String login)
      throws IOException {
    String auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    Path folder = Files.createDirectories(sandbox.folder().resolve("dc"));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"" + registry.address() + "\":{\"auth\":\"" + auth + "\"}}}");
  }

  @Test
  void twoPullsAtOnce(Sandbox sandbox) throws Exception {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestArchive[] layers =
          Stream.of("a", "b", "c", "d", "e", "f").map(PullIT::layer).toArray(TestArchive[]::new);
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", layers);
      ExecutorService both = Executors.newFixedThreadPool(2);
      try {
        Callable<Image> work = () -> pull(sandbox, registry.address() + "/app:1");
        Future<Image> first = both.submit(work);
        Future<Image> second = both.submit(work);
        assertEquals(first.get(), second.get());
        assertEquals(6, leftovers(sandbox).size());
      } finally {
        both.shutdown();
      }
    }
  }

  @Test
  void fullDisk(Sandbox sandbox) throws IOException {
    Path root = Files.createDirectories(sandbox.directories().root());
    HostCommand.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", root.toString()).checked();
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestArchive big = new TestArchive().file("big", "x".repeat(4 << 20));
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", big);
      EngineException full =
          assertThrows(EngineException.class, () -> pull(sandbox, registry.address() + "/app:1"));
      String said = String.valueOf(full.getMessage());
      assertTrue(
          said.contains("ENOSPC") && said.contains("big") && said.contains(big.diffId()), said);
      assertEquals(List.of(), leftovers(sandbox));
    } finally {
      HostCommand.run("umount", root.toString()).checked();
    }
  }

  @Test
  void whatAKilledPullLeftIsRemoved(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestArchive archive = layer("x");
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", archive);
      String half = "tmp-" + archive.diffId().substring("sha256:".length()).substring(0, 16);
      Path layers = Files.createDirectories(sandbox.directories().layers());
      Files.createDirectories(layers.resolve(half + "/half"));
      Files.createDirectories(layers.resolve("tmp-0000000000000000/half"));
      Image image = pull(sandbox, registry.address() + "/app:1");
      assertFalse(Files.exists(image.layers().get(0).resolve("half")));
      assertEquals(List.of(half.substring("tmp-".length())), leftovers(sandbox));
    }
  }
}
