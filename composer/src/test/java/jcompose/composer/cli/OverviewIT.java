package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.Test;

/** {@code ls}, {@code volumes} and {@code images}: what there is, without a supervisor's help. */
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class OverviewIT {
  @Test
  void projectsAreListedWithTheirStatesAndFiles(Sandbox sandbox) {
    Jcompose shop =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-service: &service
                  rootfs: ../rootfs
                  network_mode: none
                  stop_grace_period: 0s
                services:
                  sleeps: {<<: *service, command: [sleep, '1000']}
                  also: {<<: *service, command: [sleep, '1000']}
                  ends: {<<: *service, command: [sh, -c, exit 4]}
                """);
    Jcompose other = Jcompose.in(sandbox, "other").box("network_mode: none");
    assertEquals("NAME   STATUS   CONFIG FILES\n", shop.ok("ls", "-a"));
    shop.ok("up", "-d");
    other.ok("up", "-d");
    shop.awaitEnd("ends");
    other.ok("stop");
    while (other.findSupervisor("other").isPresent()) {
      Thread.onSpinWait();
    }

    String file = shop.folder().resolve("compose.yaml").toString();
    String listed = shop.ok("ls");
    assertTrue(listed.contains("shop   exited(1), running(2)   " + file + "\n"), listed);
    assertFalse(listed.contains("other"), listed);
    assertEquals("other\nshop\n", shop.ok("ls", "-a", "-q"));
    assertEquals("other\n", shop.ok("ls", "-a", "-q", "--filter", "name=oth"));
    shop.ok("pause", "also");
    String json = shop.ok("ls", "--format", "json");
    assertTrue(json.contains("\"status\" : \"exited(1), paused(1), running(1)\""), json);
    assertTrue(json.contains("\"supervisor\" : \"running\""), json);
    assertEquals(OptionalLong.empty(), other.findSupervisor("other"), "none was started");
    shop.ok("down");
    other.ok("down");
    assertEquals("", shop.ok("ls", "-a", "-q"));
  }

  /** Java tells which classes it loads, whatever the launcher tells it about that. */
  @Test
  void nothingNativeIsLoadedForAList(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box("network_mode: none");
    jcompose.ok("up", "-d");
    jcompose.ok("pause");
    String loaded =
        jcompose.withVariables(Map.of("_JAVA_OPTIONS", "-Xlog:class+load:stdout")).ok("ls");
    assertTrue(loaded.contains("paused(1)"), loaded);
    assertTrue(loaded.contains("jcompose.engine.ContainerLook "), "classes are told");
    assertFalse(loaded.contains("com.kenai"), "jffi");
    assertFalse(loaded.contains("com.google.cloud.tools.jib"), "jib");
    jcompose.ok("down");
  }

  @Test
  void aProjectWithoutItsSupervisorIsShownSo(Sandbox sandbox) {
    Jcompose jcompose = Jcompose.in(sandbox).box("network_mode: none");
    jcompose.ok("up", "-d");
    ProcessHandle supervisor = ProcessHandle.of(jcompose.supervisor("shop")).orElseThrow();
    supervisor.destroyForcibly();
    supervisor.onExit().join();
    String listed = jcompose.ok("ls");
    assertTrue(listed.contains("running(1); its supervisor has died"), listed);
    assertEquals(OptionalLong.empty(), jcompose.findSupervisor("shop"), "none was started");
    jcompose.ok("ps"); // which starts one
    assertTrue(jcompose.ok("ls").contains("shop   running(1)   /"));
    jcompose.ok("down");
  }

  @Test
  void volumesAreThoseOfTheProjectOrOfServices(Sandbox sandbox) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-service: &service
                  rootfs: ../rootfs
                  network_mode: none
                  stop_grace_period: 0s
                  command: [sleep, '1000']
                services:
                  web: {<<: *service, volumes: ['data:/data']}
                  store: {<<: *service, volumes: ['more:/more', /anonymous]}
                volumes: {data: {}, more: {}}
                """);
    jcompose.ok("up", "-d");
    assertEquals(3, jcompose.ok("volumes", "-q").lines().count());
    assertEquals("shop_data\n", jcompose.ok("volumes", "-q", "web"));
    assertTrue(jcompose.ok("volumes").contains("local    shop_more\n"));
    String json = jcompose.ok("volumes", "--format", "json", "web");
    assertTrue(json.contains("\"mountpoint\" : \"" + sandbox.directories().volumes()), json);
    assertTrue(json.contains("\"project\" : \"shop\""), json);
    Result unknown = jcompose.run("volumes", "wep");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("no such service: wep; did you mean 'web'?"));
    jcompose.ok("down");
    assertEquals(3, jcompose.ok("volumes", "-q").lines().count(), "they outlive containers");
    jcompose.ok("down", "-v");
    assertEquals("", jcompose.ok("volumes", "-q"));
  }

  @Test
  void imagesAreFoundByWhatContainersAreMadeOf(Sandbox sandbox) throws IOException {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .withBusybox()
            .file(
                "compose.yaml",
                """
                x-service: &service {network_mode: none, stop_grace_period: 0s}
                services:
                  first: {<<: *service, image: ./r.tar, command: [sleep, '1000']}
                  folder: {<<: *service, rootfs: ../rootfs, command: [sleep, '1000']}
                """);
    Path archive = jcompose.folder().resolve("r.tar");
    Files.write(archive, TestImages.busybox().file("which", "one").tar());
    jcompose.ok("up", "-d");
    String digest = jcompose.ok("image", "ls", "-q").strip();
    assertEquals(digest + "\n", jcompose.ok("images", "-q"), "the folder has none");
    String table = jcompose.ok("images");
    assertTrue(table.contains("shop-first-1    " + archive + "   -     linux/"), table);
    assertTrue(table.contains(digest), table);

    Files.write(archive, TestImages.busybox().file("which", "two").tar());
    jcompose.ok("pull"); // the name leads elsewhere now, the container is what it was
    assertEquals(digest + "\n", jcompose.ok("images", "-q", "first"));
    String json = jcompose.ok("images", "--format", "json", "folder");
    assertFalse(json.contains("digest"), json);
    assertTrue(json.contains("\"container\" : \"shop-folder-1\""), json);
    jcompose.ok("down");
  }
}
