package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Lock files: written, compared, obeyed. */
@RequiresRoot
@RequiresCommand({"busybox", "docker-registry"})
@LeavesNothing
class LockIT {
  private static final String STACK =
      """
      name: lab
      services:
        app:
          image: IMAGE
          command: [cat, /which]
          env_file: app.env
          conf: {hosts: ./hosts}
          configs: [motd]
          secrets: [password]
        other:
          image: ./root.tar
          command: [cat, /which]
          profiles: [more]
      configs:
        motd: {file: ./motd}
      secrets:
        password: {file: ./password}
      """;

  private static Jcompose lab(Sandbox sandbox, String folder, String image) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox, folder)
            .file("stack.yml", STACK.replace("IMAGE", image))
            .file(".env", "A=1\n")
            .file("app.env", "B=2\n")
            .file("hosts", "127.0.0.1 localhost\n")
            .file("motd", "hello\n")
            .file("password", "secret\n");
    Files.write(
        jcompose.folder().resolve("root.tar"), TestImages.busybox().file("which", "tar").tar());
    return jcompose;
  }

  private static String push(TestRegistry registry, String which) {
    new TestImages(registry, "app")
        .push(
            "1",
            TestImages.OCI,
            "{}",
            TestImages.busybox(),
            new TestArchive().file("which", which));
    return registry.address() + "/app:1";
  }

  private static TestRegistry registry(Sandbox sandbox) {
    return TestRegistry.start(sandbox.folder().resolve("registry"));
  }

  private static Result drifts(Jcompose jcompose, String... args) {
    Result result = jcompose.run(args);
    assertEquals(3, result.exit(), result.out() + result.err());
    return result;
  }

  @Test
  void whatIsLockedIsWhatRuns(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      String image = push(registry, "first");
      Jcompose jcompose = lab(sandbox, "shop", image);
      jcompose.ok("lock");
      String lock = Files.readString(jcompose.folder().resolve("stack.lock"));
      assertTrue(
          lock.contains("\n  \"" + image + "\":\n    source: registry\n    digest: sha256:"), lock);
      for (String file : List.of("./.env", "./app.env", "./hosts", "./motd", "./root.tar")) {
        assertTrue(lock.contains("\n  \"" + file + "\":"), lock);
      }
      assertTrue(lock.endsWith("secrets:\n  - password\n"), lock);
      jcompose.ok("lock", "--check");

      push(registry, "second");
      assertEquals(
          image + ": leads to another image than the locked one\n",
          drifts(jcompose, "lock", "--check").out());
      jcompose.ok("lock", "--check", "--offline");
      assertEquals("app  | first\n", jcompose.ok("up", "--locked"));
      assertTrue(jcompose.ok("ps", "-a").contains(" " + image + " "), "the name is the user's");

      jcompose.ok("lock");
      assertEquals(lock, Files.readString(jcompose.folder().resolve("stack.lock")), "it stays");
      jcompose.ok("lock", "--update", "app");
      assertFalse(lock.equals(Files.readString(jcompose.folder().resolve("stack.lock"))));
      assertEquals("app  | second\n", jcompose.ok("up", "--locked"));
      jcompose.ok("down");

      Path file = jcompose.folder().resolve("stack.lock");
      Files.writeString(
          file,
          Files.readString(file).replaceAll("sha256:[0-9a-f]{64}", "sha256:" + "0".repeat(64)));
      Result gone = jcompose.run("up");
      assertTrue(gone.err().contains("which 'jcompose lock --update' renews"), gone.err());
    }
  }

  @Test
  void everyDriftIsNamed(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      Jcompose jcompose = lab(sandbox, "shop", push(registry, "x"));
      assertTrue(jcompose.run("up", "--locked").err().contains("there is no "));
      jcompose.ok("lock");
      for (String file : List.of(".env", "app.env", "hosts", "motd")) {
        Path path = jcompose.folder().resolve(file);
        String before = Files.readString(path);
        jcompose.file(file, before + "#\n");
        assertEquals("./" + file + ": has changed\n", drifts(jcompose, "lock", "--check").out());
        assertTrue(
            drifts(jcompose, "up", "--locked").err().contains("./" + file + ": has changed"));
        jcompose.file(file, before);
      }
      jcompose.file("password", "another\n");
      jcompose.ok("lock", "--check");

      Path stack = jcompose.folder().resolve("stack.yml");
      String text = Files.readString(stack);
      jcompose.file("stack.yml", text.replace("password", "token"));
      jcompose.file("token", "t\n");
      assertEquals(
          "password: is no longer used by the project\ntoken: is a new secret\n",
          drifts(jcompose, "lock", "--check").out());
      jcompose.file("stack.yml", text.replace("./root.tar", "busybox"));
      assertEquals(
          """
          ./root.tar: is no longer used by the project
          docker.io/library/busybox:latest: is a new image
          """,
          drifts(jcompose, "lock", "--check", "--offline").out());
    }
  }

  @Test
  void aFileThatIsAnImageIsLockedToo(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      Jcompose jcompose = lab(sandbox, "shop", push(registry, "x"));
      jcompose.ok("lock");
      Path tar = jcompose.folder().resolve("root.tar");
      byte[] locked = Files.readAllBytes(tar);
      Files.write(tar, TestImages.busybox().file("which", "changed").tar());
      assertEquals(
          "./root.tar: leads to another image than the locked one\n",
          drifts(jcompose, "lock", "--check").out());
      assertEquals("other  | tar\n", jcompose.ok("up", "other"), "the store still has it");
      jcompose.ok("down");
      jcompose.ok("image", "prune", "-a");

      Result gone = jcompose.run("up", "other");
      assertEquals(1, gone.exit());
      assertTrue(gone.err().contains("bring the locked file back"), gone.err());
      Files.write(tar, locked);
      assertEquals("other  | tar\n", jcompose.ok("up", "--locked", "other"));
      jcompose.ok("down");
    }
  }

  @Test
  void theSameLockIsTheSameStackElsewhere(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = registry(sandbox)) {
      String image = push(registry, "first");
      Jcompose here = lab(sandbox, "shop", image);
      here.ok("lock");
      here.ok("pull");
      String plan = here.ok("explain");
      push(registry, "second");

      Jcompose there = lab(sandbox, "elsewhere", image);
      Files.copy(here.folder().resolve("stack.lock"), there.folder().resolve("stack.lock"));
      Map<String, String> machine =
          Map.of(
              "JCOMPOSE_ROOT", sandbox.folder().resolve("root2").toString(),
              "JCOMPOSE_RUN", sandbox.folder().resolve("run2").toString());
      for (String[] command : new String[][] {{"pull"}, {"explain"}}) {
        Result result = HostCommand.run(machine, there.folder(), there.command(command));
        assertEquals(0, result.exit(), result.err());
        if (command[0].equals("explain")) {
          assertEquals(neutral(plan, sandbox), neutral(result.out(), sandbox));
        }
      }
    }
  }

  /** Without what names the project's and the state's folders. */
  private static String neutral(String plan, Sandbox sandbox) {
    return plan.replace(sandbox.folder().toString(), "")
        .replaceAll("/root2?/", "/ROOT/")
        .replaceAll("/run2?/", "/RUN/")
        .replaceAll("/home/(shop|elsewhere)/", "/HOME/")
        .replaceAll("jcompose-[0-9a-f]{1,8}", "CGROUP");
  }

  @Test
  void aDamagedLockIsToldByItsLine(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("stack.yml", "services: {a: {image: busybox}}\n")
            .file("stack.lock", "version: 1\nimages:\n<<<<<<< HEAD\n  x: {}\n");
    Result result = jcompose.run("up");
    assertEquals(1, result.exit());
    assertTrue(result.err().contains("stack.lock:3:1: a merge conflict is left"), result.err());
    jcompose.file("stack.lock", "version: 1\nimages:\n  x: {\n");
    assertTrue(jcompose.run("up").err().contains(": the lock file is damaged: "));
    jcompose.file("stack.lock", "version: 1\nimages:\n  x: {digest: sha256:abc}\n");
    assertTrue(jcompose.run("up").err().contains("stack.lock:3:15: "), jcompose.run("up").err());
    jcompose.file("stack.lock", "version: 2\n");
    assertTrue(jcompose.run("up").err().contains("its version is 2"));
  }
}
