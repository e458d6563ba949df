package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.spec.Mount;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Binds of a folder below which another file system is mounted, as mountinfo shows them inside. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class BindOptionsIT {
  private EngineFixture fixture;
  private Path data;

  @BeforeEach
  void mount(Sandbox sandbox) throws IOException {
    fixture = new EngineFixture(sandbox);
    data = Files.createDirectory(sandbox.folder().resolve("data"));
    command("mount", "-t", "tmpfs", "-o", "nosuid,nodev,noexec", "outer", data.toString());
    Files.createDirectory(data.resolve("sub"));
    command("mount", "-t", "tmpfs", "inner", data.resolve("sub").toString());
    Files.writeString(data.resolve("sub/file"), "inner\n");
    Files.writeString(data.resolve("plain"), "outer\n");
  }

  @AfterEach
  void unmount() {
    command("umount", "-R", data.toString());
    fixture.close();
  }

  private static void command(String... words) {
    HostCommand.Result result = HostCommand.run(words);
    assertEquals(0, result.exit(), result.out() + result.err());
  }

  private Specs bind(String script, String... options) {
    return Specs.shell(fixture.busybox, script)
        .mount(new Mount.Bind(data, "/data", List.of(options), Optional.empty()));
  }

  /** Options and optional fields of a mount point, as the container's mountinfo has them. */
  private static final String SHOW =
      "awk '$5 ~ \"^/data\" {print $5, $6, $7}' /proc/self/mountinfo";

  @Test
  void keepsTheSourcesFlagsWhenItBecomesReadonly() {
    assertEquals(
        "/data ro,nosuid,nodev,noexec,relatime -\n/data/sub ro,relatime -\n",
        shown(bind(SHOW, "rbind", "rro")));
  }

  @Test
  void leavesWhatIsBelowWritable() {
    String out =
        fixture.run(bind("touch /data/x; touch /data/sub/y && echo yes", "rbind", "ro")).out();
    assertEquals("yes\n", out);
  }

  @Test
  void leavesOutWhatIsBelow() {
    assertEquals("plain\nsub\n", fixture.run(bind("ls /data; ls /data/sub", "bind")).out());
  }

  @Test
  void setsFlagsOfItsOwn() {
    assertEquals(
        "/data rw,nosuid,nodev,noexec,noatime -\n/data/sub rw,noexec,relatime -\n",
        shown(bind(SHOW, "rbind", "noatime", "rnoexec")));
  }

  @Test
  void isPrivateAndASlaveWhenAskedFor() {
    command("mount", "--make-shared", data.toString());
    assertFalse(shown(bind(SHOW, "rbind")).contains("master:"));
    String slave = shown(bind(SHOW, "rbind", "rslave"));
    assertTrue(slave.lines().findFirst().orElseThrow().contains("master:"), slave);
  }

  @Test
  void receivesLaterMountsOfTheHost() throws IOException {
    command("mount", "--make-shared", data.toString());
    Files.createDirectory(data.resolve("later"));
    Container container =
        fixture.start(bind("while ! [ -e /data/later/now ]; do sleep 0.1; done", "rslave"));
    try {
      command("mount", "-t", "tmpfs", "later", data.resolve("later").toString());
      Files.writeString(data.resolve("later/now"), "");
      assertEquals(0, EngineFixture.await(container).code());
    } finally {
      container.delete();
    }
  }

  @Test
  void givesMountsBackToTheHost() throws IOException {
    command("mount", "--make-shared", data.toString());
    Files.createDirectory(data.resolve("back"));
    Specs specs = bind("mount -t tmpfs back /data/back && touch /data/back/x", "rshared");
    Container container = fixture.start(specs.privileged());
    try {
      assertEquals(0, EngineFixture.await(container).code());
      assertTrue(Files.exists(data.resolve("back/x")));
    } finally {
      container.delete();
    }
  }

  @Test
  void refusesToSpreadWhatIsNotShared() {
    command("mount", "--make-private", data.toString());
    EngineException failure =
        assertThrows(EngineException.class, () -> fixture.run(bind("true", "rshared")));
    assertEquals(
        "test: bind source "
            + data
            + " is on the mount "
            + data
            + ", which is not shared, so that 'shared' has nothing to spread: run 'mount"
            + " --make-shared "
            + data
            + "' first",
        failure.getMessage());
  }

  @Test
  void namesAnUnknownOption() {
    EngineException failure =
        assertThrows(EngineException.class, () -> fixture.run(bind("true", "rbind", "rrw", "x")));
    assertTrue(failure.getMessage().contains("unknown option 'x'"), failure.getMessage());
  }

  private String shown(Specs specs) {
    return fixture.run(specs).out();
  }
}
