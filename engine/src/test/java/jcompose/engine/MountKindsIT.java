package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of volumes, images, memory, other file systems, and shared memory. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class MountKindsIT {
  private EngineFixture fixture;
  private Path data;

  @BeforeEach
  void open(Sandbox sandbox) throws IOException {
    fixture = new EngineFixture(sandbox);
    data = Files.createDirectory(sandbox.folder().resolve("data"));
    Files.createDirectories(data.resolve("in/side"));
    Files.writeString(data.resolve("in/side/file"), "inside\n");
    Files.createSymbolicLink(data.resolve("link"), Path.of("in/side"));
    Files.createSymbolicLink(data.resolve("out"), Path.of("/etc"));
    Files.createSymbolicLink(data.resolve("up"), Path.of("../.."));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(String script) {
    return Specs.shell(fixture.busybox, script);
  }

  private Specs part(String subpath, String script) {
    return shell(script)
        .mount(new Mount.Bind(data, "/part", List.of("rbind"), Optional.of(subpath)));
  }

  @Test
  void mountsAPartOfAFolder() {
    assertEquals("inside\n", fixture.run(part("in", "cat /part/side/file")).out());
    assertEquals("inside\n", fixture.run(part("link", "cat /part/file")).out());
    assertEquals("inside\n", fixture.run(part("in/side/file", "cat /part")).out());
  }

  @Test
  void refusesAPartThatLeadsOut() {
    for (String subpath : List.of("out", "up", "..", "in/../../root")) {
      EngineException failure =
          assertThrows(EngineException.class, () -> fixture.run(part(subpath, "true")));
      assertEquals(
          "test: subpath '" + subpath + "' of " + data + " leads out of it", failure.getMessage());
    }
    EngineException failure =
        assertThrows(EngineException.class, () -> fixture.run(part("none", "true")));
    assertEquals(
        "test: subpath 'none' of " + data + " does not exist; make it first", failure.getMessage());
  }

  @Test
  void mountsAnImagesFiles() throws IOException {
    Path upper = Files.createDirectory(data.resolveSibling("upper"));
    Files.createDirectory(upper.resolve("in"));
    Files.writeString(upper.resolve("in/more"), "more\n");
    Mount whole = new Mount.Image(List.of(data, upper), "/a", Optional.empty());
    Mount part = new Mount.Image(List.of(data, upper), "/b", Optional.of("in"));
    Mount single = new Mount.Image(List.of(data), "/c", Optional.empty());
    Specs specs =
        shell("cat /a/in/side/file /b/more; ls /c/in; touch /a/x || touch /b/x || touch /c/x")
            .mount(whole)
            .mount(part)
            .mount(single);
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("inside\nmore\nside\n", result.out());
    assertEquals(1, result.exit().code());
    assertEquals(3, result.err().lines().filter(line -> line.contains("Read-only")).count());
  }

  @Test
  void givesATmpfsItsSizeModeAndOwner() {
    Mount memory = new Mount.Tmpfs("/m", "size=1m,mode=750,uid=7,gid=8", false);
    assertEquals(
        "750 7 8\ntmpfs 1024\n",
        fixture
            .run(
                shell("stat -c '%a %u %g' /m; df -k /m | tail -1 | awk '{print $1, $2}'")
                    .mount(memory))
            .out());
  }

  @Test
  void mountsOtherFileSystems() {
    Mount made = new Mount.FileSystem("ramfs", "some", "/ram", List.of("nosuid", "ro", "mode=700"));
    assertEquals(
        "some ramfs ro,nosuid\n",
        fixture
            .run(
                shell(
                        "grep ' /ram ' /proc/mounts | while read a b c d e; do"
                            + " echo $a $c ${d%%,relatime*}; done")
                    .mount(made))
            .out());
  }

  @Test
  void givesSharedMemoryItsSize() {
    Mount shm =
        new Mount.FileSystem(
            "tmpfs",
            "shm",
            "/dev/shm",
            List.of("nosuid", "noexec", "nodev", "mode=1777", "size=1048576"));
    assertEquals(
        "shm 1024 1777\n",
        fixture
            .run(
                shell(
                        "echo $(df -k /dev/shm | tail -1 | awk '{print $1, $2}') "
                            + "$(stat -c %a /dev/shm)")
                    .mount(shm))
            .out());
  }

  @Test
  void leavesSharedMemoryOut() {
    Specs specs = shell("ls -d /dev/shm; grep -c shm /proc/mounts");
    EngineFixture.Result result = fixture.run(specs.mount(new Mount.Omitted("/dev/shm")));
    assertEquals("0\n", result.out());
  }

  @Test
  void sharesTheMemoryOfTheContainerWhoseIpcItJoins() {
    Container owner = fixture.start(shell("echo mine > /dev/shm/x; sleep 1000"));
    try {
      EngineFixture.exec(owner, "while ! [ -s /dev/shm/x ]; do sleep 0.05; done");
      NamespaceMode other = new NamespaceMode.OfContainer(owner.spec().id());
      Specs specs =
          shell("cat /dev/shm/x; echo back > /dev/shm/y; ls -d /dev/mqueue")
              .namespace(NamespaceType.IPC, other);
      assertEquals("mine\n/dev/mqueue\n", fixture.run(specs).out());
      assertEquals("back\n", EngineFixture.exec(owner, "cat /dev/shm/y").out());
    } finally {
      owner.kill();
      EngineFixture.await(owner);
      owner.delete();
    }
  }

  @Test
  void sharesTheMemoryOfTheHost() throws IOException {
    Path file = Files.createTempFile(Path.of("/dev/shm"), "jcompose-test", "");
    try {
      Files.writeString(file, "host\n");
      assertEquals(
          "host\n",
          fixture
              .run(shell("cat " + file).namespace(NamespaceType.IPC, new NamespaceMode.Host()))
              .out());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void keepsVolumesAndMemoryWritableBelowAReadonlyRoot() {
    Specs specs =
        shell("touch /x; touch /data/x /m/x /dev/shm/x && echo yes")
            .mount(new Mount.Bind(data, "/data", false))
            .mount(new Mount.Tmpfs("/m", "", false))
            .readonly();
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("yes\n", result.out());
    assertTrue(result.err().contains("Read-only"), result.err());
  }
}
