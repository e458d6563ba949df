package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Binds, memory and conf files, also over what a hostile image prepared. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ContainerMountsIT {
  private EngineFixture fixture;
  private Path data;

  @BeforeEach
  void open(Sandbox sandbox) throws IOException {
    fixture = new EngineFixture(sandbox);
    data = Files.createDirectory(sandbox.folder().resolve("data"));
    Files.writeString(data.resolve("file"), "content\n");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(String script) {
    return Specs.shell(fixture.busybox, script);
  }

  @Test
  void bindsAFolder() throws IOException {
    Specs specs =
        shell("cat /a/b/file; echo new > /a/b/other").mount(new Mount.Bind(data, "/a/b", false));
    assertEquals("content\n", fixture.run(specs).out());
    assertEquals("new\n", Files.readString(data.resolve("other")));
  }

  @Test
  void bindsAFileReadonly() {
    Specs specs =
        shell("cat /etc/app.conf; echo x > /etc/app.conf")
            .mount(new Mount.Bind(data.resolve("file"), "/etc/app.conf", true));
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("content\n", result.out());
    assertTrue(result.err().contains("Read-only"), result.err());
  }

  @Test
  void mountsOuterTargetsFirst() {
    Specs specs =
        shell("cat /a/b/file; mount | grep -c ' on /a'")
            .mount(new Mount.Bind(data, "/a/b", false))
            .mount(new Mount.Tmpfs("/a", "size=1m,exec", false));
    assertEquals("content\n2\n", fixture.run(specs).out());
  }

  @Test
  void namesAMissingSource() {
    Specs specs = shell("true").mount(new Mount.Bind(data.resolve("none"), "/a", false));
    EngineException failure = assertThrows(EngineException.class, () -> fixture.run(specs));
    assertEquals(
        "test: bind source " + data.resolve("none") + " does not exist", failure.getMessage());
  }

  @Test
  void neverFollowsAnImagesLinksOutOfIt() throws IOException {
    Path outside = Files.createDirectory(data.resolveSibling("outside"));
    String up = "../".repeat(20);
    Files.createSymbolicLink(fixture.busybox.resolve("data"), Path.of(up + outside));
    Files.createSymbolicLink(fixture.busybox.resolve("abs"), outside);
    Specs specs =
        shell("cat /data/file /abs/in/file")
            .mount(new Mount.Bind(data, "/data", false))
            .mount(new Mount.Bind(data, "/abs/in", false));
    EngineException failure = assertThrows(EngineException.class, () -> fixture.run(specs));
    assertTrue(failure.getMessage().contains("ENOENT"), failure.getMessage());
    try (var files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void resolvesAnImagesLinksInsideIt() throws IOException {
    Files.createDirectory(fixture.busybox.resolve("real"));
    Files.createSymbolicLink(fixture.busybox.resolve("link"), Path.of("/real"));
    Specs specs = shell("cat /real/in/file").mount(new Mount.Bind(data, "/link/in", false));
    assertEquals("content\n", fixture.run(specs).out());
  }

  @Test
  void refusesMagicLinks() throws IOException {
    Files.createSymbolicLink(fixture.busybox.resolve("etc/hosts"), Path.of("/proc/self/fd/5"));
    String out =
        fixture.run(shell("ls -l /etc/hosts | cut -c1; grep -c localhost /etc/hosts")).out();
    assertEquals("-\n2\n", out);
  }

  @Test
  void refusesAnImageWhoseProcIsALink() throws IOException {
    Files.delete(fixture.busybox.resolve("proc"));
    Files.createSymbolicLink(fixture.busybox.resolve("proc"), Path.of("/tmp"));
    EngineException failure = assertThrows(EngineException.class, () -> fixture.run(shell("true")));
    assertTrue(failure.getMessage().contains("symlink"), failure.getMessage());
  }

  @Test
  void writesConfFilesThatAreNotInTheImage() {
    String out =
        fixture.run(shell("cat /etc/hosts /etc/hostname").hostname("web", "example.org")).out();
    assertTrue(out.contains("127.0.0.1\tlocalhost\n"), out);
    assertTrue(out.contains("127.0.1.1\tweb.example.org\tweb\n"), out);
    assertTrue(out.endsWith("\nweb\n"), out);
    assertFalse(Files.exists(fixture.busybox.resolve("etc/hosts")));
  }

  @Test
  void bindsNamedConfFiles() {
    Optional<Path> file = Optional.of(data.resolve("file"));
    Specs specs =
        shell("cat /etc/hosts /etc/hostname /etc/resolv.conf")
            .networkFiles(new NetworkFiles(file, file, file));
    assertEquals("content\n".repeat(3), fixture.run(specs).out());
  }

  @Test
  void replacesADanglingResolvConf() throws IOException {
    Files.createSymbolicLink(
        fixture.busybox.resolve("etc/resolv.conf"), Path.of("../run/systemd/stub-resolv.conf"));
    Specs specs =
        shell("cat /etc/resolv.conf")
            .networkFiles(
                new NetworkFiles(
                    Optional.empty(), Optional.empty(), Optional.of(data.resolve("file"))));
    assertEquals("content\n", fixture.run(specs).out());
  }
}
