package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

/** Bundles: saved where there is a registry, brought up where there is nothing else. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry"})
@LeavesNothing
class BundleIT {
  private static final String STACK =
      """
      name: lab
      include: [part/more.yml]
      services:
        app:
          image: IMAGE
          command: [sh, -c, "cat /which /etc/hosts /html/page; echo $$WORD"]
          env_file: app.env
          conf: {hosts: ./hosts}
          volumes: ["./html:/html:ro"]
      """;
  private static final String PART =
      """
      services:
        guard:
          image: ../root.tar
          command: [cat, /run/secrets/password]
          profiles: [guarded]
          secrets: [password]
      secrets:
        password: {file: ../password}
      """;

  private static Jcompose lab(Sandbox sandbox, String folder, String image) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox, folder)
            .file("stack.yml", STACK.replace("IMAGE", image))
            .file("part/more.yml", PART)
            .file("app.env", "WORD=hello\n")
            .file("hosts", "10.0.0.1 lab\n")
            .file("html/page", "page\n")
            .file("password", "secret\n");
    Files.write(jcompose.folder().resolve("root.tar"), TestImages.busybox().tar());
    return jcompose;
  }

  /** Saves bundles of a project; afterwards its registry is gone. */
  private static Jcompose saved(Sandbox sandbox, String... options) throws IOException {
    try (TestRegistry registry = TestRegistry.start(sandbox.folder().resolve("registry"))) {
      TestArchive which = new TestArchive().file("which", "which\n");
      new TestImages(registry, "app")
          .push("1", TestImages.DOCKER, "{}", TestImages.busybox(), which);
      Jcompose jcompose = lab(sandbox, "shop", registry.address() + "/app:1");
      String[] command = new String[options.length + 4];
      System.arraycopy(new String[] {"bundle", "save", "-o", "lab.tar"}, 0, command, 0, 4);
      System.arraycopy(options, 0, command, 4, options.length);
      jcompose.ok(command);
      return jcompose;
    }
  }

  /** Runs a command on what might be another machine. */
  private static Result elsewhere(Sandbox sandbox, Jcompose saved, String... args) {
    try {
      Path folder = Files.createDirectories(sandbox.folder().resolve("elsewhere"));
      Path copy = folder.resolve("lab.tar");
      if (!Files.exists(copy)) {
        Files.copy(saved.folder().resolve("lab.tar"), copy);
      }
      Map<String, String> machine =
          Map.of(
              "JCOMPOSE_ROOT", sandbox.folder().resolve("root2").toString(),
              "JCOMPOSE_RUN", sandbox.folder().resolve("run2").toString());
      return HostCommand.run(machine, folder, saved.command(args));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void aBundleNeedsNothingElse(Sandbox sandbox) throws IOException {
    Jcompose saved = saved(sandbox);
    Result up = elsewhere(sandbox, saved, "up", "--locked", "lab.tar");
    assertEquals(0, up.exit(), up.err());
    assertEquals(
        "app  | which\napp  | 10.0.0.1 lab\napp  | page\napp  | hello\n", up.out(), up.err());
    assertTrue(elsewhere(sandbox, saved, "ps", "-a", "lab.tar").out().contains("lab-app-1"));
    Result again = elsewhere(sandbox, saved, "up", "lab.tar");
    assertEquals(0, again.exit(), again.err());
    assertFalse(again.err().contains("Created"), "it is the same project");

    Result secret = elsewhere(sandbox, saved, "up", "lab.tar", "guard");
    assertEquals(1, secret.exit());
    assertTrue(secret.err().contains("/lab/password does not exist"), secret.err());
    assertEquals(0, elsewhere(sandbox, saved, "down", "lab.tar").exit());
    assertEquals(0, elsewhere(sandbox, saved, "image", "prune", "-a").exit());
  }

  @Test
  void theSameProjectGivesTheSameBytes(Sandbox sandbox) throws IOException {
    Jcompose jcompose = saved(sandbox);
    Path bundle = jcompose.folder().resolve("lab.tar");
    byte[] once = Files.readAllBytes(bundle);
    for (String file : new String[] {"hosts", "html/page"}) {
      Path path = jcompose.folder().resolve(file);
      Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(12345));
    }
    // The image is in the store and the lock in the bundle: no registry is asked.
    Path lock = jcompose.folder().resolve("stack.lock");
    String text = HostCommand.run("tar", "-xOf", bundle.toString(), "project/stack.lock").checked();
    Files.writeString(lock, text + "\n");
    jcompose.ok("bundle", "save", "-o", "lab.tar");
    assertArrayEquals(once, Files.readAllBytes(bundle));

    jcompose.file("hosts", "changed\n");
    Result drift = jcompose.run("bundle", "save", "-o", "lab.tar");
    assertEquals(3, drift.exit(), drift.err());
    assertTrue(drift.err().contains("./hosts: has changed"), drift.err());
    assertArrayEquals(once, Files.readAllBytes(bundle), "what was there stays");
  }

  @Test
  void secretsOnlyOnRequest(Sandbox sandbox) throws IOException {
    Jcompose without = saved(sandbox);
    String listed =
        HostCommand.run("tar", "-tf", without.folder().resolve("lab.tar").toString()).checked();
    assertFalse(listed.contains("password"), listed);
    assertTrue(listed.contains("project/part/more.yml"), listed);
    assertTrue(without.ok("bundle", "inspect", "lab.tar").contains("\"password\""));
  }

  @Test
  void withSecretsTheyAreThere(Sandbox sandbox) throws IOException {
    Jcompose saved = saved(sandbox, "--with-secrets");
    Result up = elsewhere(sandbox, saved, "up", "lab.tar", "guard");
    assertEquals("guard  | secret\n", up.out(), up.err());
    assertEquals(0, elsewhere(sandbox, saved, "down", "lab.tar").exit());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(saved.folder().resolve("lab.tar"))));
  }

  @Test
  void whatCannotBeInOneIsRefused(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox).file("compose.yaml", "services:\n  a:\n    image: ../r.tar\n");
    Files.write(
        jcompose.folder().resolveSibling("r.tar"), TestImages.busybox().file("x", "y").tar());
    Result outside = jcompose.run("bundle", "save", "-o", "lab.tar");
    assertEquals(1, outside.exit(), outside.err());
    assertTrue(outside.err().contains("compose.yaml:3:5: image "), outside.err());
    assertTrue(outside.err().contains("is not below the project's folder"), outside.err());
    Result name = jcompose.run("bundle", "save", "-o", "lab.zip");
    assertEquals(2, name.exit(), name.err());
    HostCommand.run("mkfifo", jcompose.folder().resolve("fifo.tar").toString()).checked();
    Result fifo = jcompose.run("bundle", "verify", "fifo.tar");
    assertEquals(1, fifo.exit(), fifo.err());
    Files.delete(jcompose.folder().resolve("fifo.tar"));
  }

  @Test
  void damageIsFound(Sandbox sandbox) throws IOException {
    Jcompose jcompose = saved(sandbox);
    assertTrue(jcompose.ok("bundle", "verify", "lab.tar").contains("are as they were saved"));
    Path bundle = jcompose.folder().resolve("lab.tar");
    byte[] good = Files.readAllBytes(bundle);
    byte[] hosts = good.clone();
    hosts[new String(good, StandardCharsets.ISO_8859_1).lastIndexOf("10.0.0.1 lab")] ^= 1;
    Files.write(bundle, hosts);
    Result changed = jcompose.run("bundle", "verify", "lab.tar");
    assertEquals(1, changed.exit(), changed.out());
    assertTrue(changed.err().contains("'hosts' is not what was saved"), changed.err());
    Result up = elsewhere(sandbox, jcompose, "up", "lab.tar");
    assertEquals(1, up.exit(), up.out());
    assertTrue(up.err().contains("is damaged: 'hosts'"), up.err());

    byte[] blob = good.clone();
    int start = new String(blob, StandardCharsets.ISO_8859_1).indexOf("\u001f\u008b");
    blob[start + 1000] ^= 1;
    Files.write(bundle, blob);
    Result verify = jcompose.run("bundle", "verify", "lab.tar");
    assertEquals(1, verify.exit(), verify.out());
    assertTrue(verify.err().contains("is damaged: it is sha256:"), verify.err());

    Files.write(bundle, java.util.Arrays.copyOf(good, 300));
    assertTrue(
        jcompose
            .run("up", "lab.tar")
            .err()
            .contains("is not a bundle that 'jcompose bundle save'"));
    assertEquals(2, jcompose.run("-f", "stack.yml", "up", "lab.tar").exit());
    assertEquals(2, jcompose.run("up", "lab.tar", "stack.yml").exit());
  }

  @Test
  void whatIsOutsideOfTheFolderIsTold(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                services:
                  app:
                    rootfs: ../rootfs
                    command: [ls]
                    volumes: ["/etc/hostname:/h:ro"]
                """);
    Result saved = jcompose.run("bundle", "save", "-o", "x.tar");
    assertEquals(0, saved.exit(), saved.err());
    assertTrue(saved.err().contains("/etc/hostname is not in the bundle"), saved.err());
    assertTrue(saved.err().contains("/rootfs is not in the bundle"), saved.err());
  }
}
