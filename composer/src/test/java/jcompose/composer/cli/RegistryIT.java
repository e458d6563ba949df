package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Images from a real registry, through the command. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry", "htpasswd"})
@LeavesNothing
class RegistryIT {
  private static TestRegistry registry(Sandbox sandbox) {
    return TestRegistry.start(sandbox.folder().resolve("registry"));
  }

  private static Jcompose jcompose(Sandbox sandbox, String image) {
    return Jcompose.in(sandbox)
        .file(
            "compose.yaml", "services:\n  app:\n    image: " + image + "\n    command: [cat, /w]");
  }

  /** Runs the command with a Docker configuration of the test's own. */
  private static Result run(Jcompose jcompose, String... args) {
    Map<String, String> environment = new HashMap<>(jcompose.sandbox().environment());
    environment.put("DOCKER_CONFIG", dockerConfig(jcompose).toString());
    return HostCommand.run(environment, jcompose.folder(), jcompose.command(args));
  }

  private static Path dockerConfig(Jcompose jcompose) {
    return jcompose.sandbox().folder().resolve("docker-config");
  }

  /** A pull that fails as a user likes it: in one line at the line of the file. */
  private static String failedPull(Jcompose jcompose) {
    Result result = run(jcompose, "pull", "-q");
    assertEquals(1, result.exit(), result.err());
    assertEquals("", result.out());
    List<String> lines = result.err().lines().toList();
    assertEquals(1, lines.size(), result.err());
    assertTrue(lines.get(0).contains("compose.yaml:3:5: image: "), lines.get(0));
    return lines.get(0);
  }

  private static void pulls(Jcompose jcompose) {
    Result result = run(jcompose, "pull", "-q");
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err(), "nobody but the command writes to standard error");
  }

  private static TestArchive file(String name, String content) {
    return new TestArchive().file(name, content);
  }

  private static List<Path> layers(Sandbox sandbox) throws IOException {
    Path layers = sandbox.directories().layers();
    if (!Files.isDirectory(layers)) {
      return List.of();
    }
    try (var entries = Files.list(layers)) {
      return entries.filter(entry -> !entry.toString().endsWith(".id")).toList();
    }
  }

  @Test
  void upOfEveryKindOfManifest(Sandbox sandbox) {
    try (TestRegistry registry = registry(sandbox)) {
      TestImages images = new TestImages(registry, "team/app");
      String docker =
          images.push(
              "docker", TestImages.DOCKER, "{}", TestImages.busybox(), file("w", "docker\n"));
      String oci =
          images.push("oci", TestImages.OCI, "{}", TestImages.busybox(), file("w", "oci\n"));
      String index = images.pushIndex("multi", List.of("arm64", "amd64"), List.of(docker, oci));
      String name = registry.address() + "/team/app";
      Jcompose jcompose =
          Jcompose.in(sandbox)
              .file(
                  "compose.yaml",
                  """
                  services:
                    a: {image: 'NAME:docker', command: [cat, /w]}
                    b: {image: 'NAME:oci', command: [cat, /w]}
                    c: {image: 'NAME:multi', command: [cat, /w]}
                    d: {image: 'NAME@DIGEST', command: [cat, /w]}
                  """
                      .replace("NAME", name)
                      .replace("DIGEST", index));
      Result result = run(jcompose, "up");
      assertEquals(0, result.exit(), result.err());
      assertEquals(
          List.of("a  | docker", "b  | oci", "c  | oci", "d  | oci"),
          result.out().lines().sorted().toList());
      assertTrue(
          result.err().contains("Image " + name + ":docker  Pulled " + docker), result.err());
      Result again = run(jcompose, "up");
      assertEquals(0, again.exit(), again.err());
      assertFalse(again.err().contains("Pull"), "what is there is not asked for: " + again.err());
      Result pulled = run(jcompose, "pull", "a");
      assertTrue(pulled.err().contains("Pulled " + docker + ", up to date"), pulled.err());
      jcompose.ok("down");
    }
  }

  @Test
  void whatIsNotThere(Sandbox sandbox) {
    try (TestRegistry registry = registry(sandbox)) {
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", file("w", "x"));
      String tag = failedPull(jcompose(sandbox, registry.address() + "/app:2"));
      assertTrue(tag.contains("/app:2: ") && tag.contains("404 Not Found"), tag);
      assertTrue(tag.contains("check the name and the tag"), tag);
      String repository = failedPull(jcompose(sandbox, registry.address() + "/other"));
      assertTrue(repository.contains("/other:latest: "), repository);
      assertTrue(repository.contains("404 Not Found"), repository);
    }
  }

  @Test
  void registryThatIsDown(Sandbox sandbox) {
    long start = System.nanoTime();
    String said = failedPull(jcompose(sandbox, "127.0.0.1:1/app"));
    assertTrue(said.contains("cannot reach the registry 127.0.0.1:1: connection refused"), said);
    assertTrue(System.nanoTime() - start < 20_000_000_000L, "it is told at once");
    Result up = run(jcompose(sandbox, "127.0.0.1:1/app"), "up");
    assertEquals(1, up.exit());
    assertFalse(up.err().contains("\tat "), up.err());
  }

  @Test
  void credentialsOfADockerConfiguration(Sandbox sandbox) throws IOException {
    String users = HostCommand.run("htpasswd", "-nbB", "me", "secret").checked();
    Path htpasswd = Files.writeString(sandbox.folder().resolve("htpasswd"), users + "\n");
    Path storage = sandbox.folder().resolve("registry");
    try (TestRegistry registry = TestRegistry.start(storage, htpasswd)) {
      new TestImages(registry, "app", "me:secret").push("1", TestImages.OCI, "{}", file("w", "x"));
      Jcompose jcompose = jcompose(sandbox, registry.address() + "/app:1");
      String none = failedPull(jcompose);
      assertTrue(none.contains("401 Unauthorized"), none);
      assertTrue(none.contains("without credentials: there is no "), none);
      assertTrue(none.contains(dockerConfig(jcompose) + "/config.json"), none);
      assertTrue(none.contains("'docker login " + registry.address() + "'"), none);
      logIn(jcompose, "elsewhere.example", "me:secret");
      String elsewhere = failedPull(jcompose);
      assertTrue(elsewhere.contains("config.json has none for " + registry.address()), elsewhere);
      logIn(jcompose, registry.address(), "me:wrong");
      String wrong = failedPull(jcompose);
      assertTrue(wrong.contains("401 Unauthorized"), wrong);
      assertTrue(wrong.contains("user 'me' of " + dockerConfig(jcompose)), wrong);
      assertFalse(wrong.contains("wrong"), "the password is not shown: " + wrong);
      logIn(jcompose, registry.address(), "me:secret");
      pulls(jcompose);
    }
  }

  private static void logIn(Jcompose jcompose, String registry, String login) throws IOException {
    String auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    Path folder = Files.createDirectories(dockerConfig(jcompose));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + auth + "\"}}}");
  }

  @Test
  void otherBytesThanPromised(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      TestArchive archive = file("w", "x".repeat(10_000));
      String manifest = new TestImages(registry, "app").push("1", TestImages.OCI, "{}", archive);
      Jcompose tagged = jcompose(sandbox, registry.address() + "/app:1");
      byte[] bytes = archive.gzip();
      Path blob = registry.blob(TestArchive.digest(bytes));
      byte[] changed = bytes.clone();
      changed[changed.length / 2] ^= 1;
      Files.write(blob, changed);
      String said = failedPull(tagged);
      assertTrue(said.contains("other bytes than the manifest promises"), said);
      assertTrue(said.contains(TestArchive.digest(bytes)), said);
      assertEquals(List.of(), layers(sandbox));
      Files.write(blob, bytes);
      pulls(tagged);

      Path stored = registry.blob(manifest);
      Files.writeString(stored, Files.readString(stored).replace("{", "{ "));
      String pinned = failedPull(jcompose(sandbox, registry.address() + "/app@" + manifest));
      assertTrue(pinned.contains("was asked for the manifest " + manifest), pinned);
    }
  }

  @Test
  void fullDisk(Sandbox sandbox) throws IOException {
    Path root = Files.createDirectories(sandbox.directories().root());
    HostCommand.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", root.toString()).checked();
    try (TestRegistry registry = registry(sandbox)) {
      TestArchive big = file("big", "x".repeat(4 << 20));
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", big);
      Jcompose jcompose = jcompose(sandbox, registry.address() + "/app:1");
      String said = failedPull(jcompose);
      assertTrue(said.contains("ENOSPC") && said.contains("'big'"), said);
      assertTrue(said.contains("nothing of it was kept"), said);
      assertEquals(List.of(), layers(sandbox), "half a layer is none");
      Result up = run(jcompose, "up");
      assertEquals(1, up.exit(), "an image without a layer is none: " + up.out());
      HostCommand.run("mount", "-o", "remount,size=20m", root.toString()).checked();
      pulls(jcompose);
      assertEquals(1, layers(sandbox).size());
    } finally {
      HostCommand.run("umount", root.toString()).checked();
    }
  }

  @Test
  void layersThatReachOut(Sandbox sandbox) throws IOException {
    Path outside = Files.createDirectories(sandbox.folder().resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    String passwd = Files.readString(Path.of("/etc/passwd"));
    Map<String, TestArchive> refused =
        Map.of(
            "parent", file("../../../../../../../.." + outside + "/new", "evil"),
            "hidden", file("a/../../../.." + outside + "/new", "evil"),
            "hardlink", new TestArchive().hardLink("w", "/etc/passwd"),
            "hardlink-up", new TestArchive().hardLink("w", "../../../../../../../etc/passwd"),
            "whiteout", file("../../.wh.kept", ""),
            "link",
                new TestArchive().symbolicLink("out", outside.toString()).file("out/new", "evil"));
    Map<String, TestArchive> kept = Map.of("absolute", file(outside + "/new", "inside only"));
    try (TestRegistry registry = registry(sandbox)) {
      TestImages images = new TestImages(registry, "evil");
      for (Map.Entry<String, TestArchive> entry : refused.entrySet()) {
        images.push(entry.getKey(), TestImages.OCI, "{}", entry.getValue());
        String said = failedPull(jcompose(sandbox, registry.address() + "/evil:" + entry.getKey()));
        assertTrue(said.contains("is refused"), entry.getKey() + ": " + said);
        assertEquals(List.of(), layers(sandbox), entry.getKey());
      }
      for (Map.Entry<String, TestArchive> entry : kept.entrySet()) {
        images.push(entry.getKey(), TestImages.OCI, "{}", entry.getValue());
        pulls(jcompose(sandbox, registry.address() + "/evil:" + entry.getKey()));
        assertTrue(Files.exists(Path.of(layers(sandbox).get(0) + outside.toString() + "/new")));
      }
    }
    try (var entries = Files.list(outside)) {
      assertEquals(List.of(outside.resolve("kept")), entries.toList());
    }
    assertEquals(passwd, Files.readString(Path.of("/etc/passwd")));
  }

  @Test
  void imageOfAnotherArchitectureIsWarnedOf(Sandbox sandbox) {
    try (TestRegistry registry = registry(sandbox)) {
      new TestImages(registry, "app").push("1", TestImages.OCI, "s390x", "{}", file("w", "x"));
      Result result = run(jcompose(sandbox, registry.address() + "/app:1"), "pull");
      assertEquals(0, result.exit(), result.err());
      assertTrue(result.err().contains("is for linux/s390x, wanted is linux/"), result.err());
    }
  }
}
