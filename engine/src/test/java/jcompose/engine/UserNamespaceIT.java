package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.IdMapping;
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

/** A user namespace of a container's own: root inside is nobody outside, and owns its files. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class UserNamespaceIT {
  private static final NamespaceMode USERS =
      new NamespaceMode.Mapped(
          List.of(new IdMapping(0, 100000, 65536)), List.of(new IdMapping(0, 200000, 65536)));

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
    return Specs.shell(fixture.busybox, script).namespace(NamespaceType.USER, USERS);
  }

  private String out(Specs specs) {
    EngineFixture.Result result = fixture.run(specs);
    assertEquals("", result.err());
    return result.out();
  }

  @Test
  void hasTheIdsThatItWasGiven() {
    assertEquals(
        "0 100000 65536\n0 200000 65536\n0 0\n",
        out(
            shell(
                "for f in uid gid; do echo $(cat /proc/self/${f}_map); done; echo $(id -u) $(id"
                    + " -g)")));
  }

  @Test
  void ownsTheFilesOfItsImageAndWritesThemAsRoot() throws IOException {
    assertEquals(
        "0 0\n0 0\n7 8\n",
        out(
            shell(
                "stat -c '%u %g' /bin/busybox; echo x > /new; stat -c '%u %g' /new;"
                    + " chown 7:8 /new; stat -c '%u %g' /new")));
  }

  @Test
  void hasNoMoreCapabilitiesThanOthers() {
    String read = "sed -n 's/^Cap...:.//p' /proc/self/status";
    String usual = fixture.run(Specs.shell(fixture.busybox, read)).out();
    Container container = fixture.start(shell(read + EngineFixture.TOLD));
    String exec = EngineFixture.exec(container, EngineFixture.WHEN_TOLD + read).out();
    container.kill();
    assertEquals(usual, fixture.ended(container).out());
    assertEquals(usual, exec);
    container.delete();
  }

  @Test
  void ownsWhatItMounts() throws IOException {
    assertEquals(
        "0 0\n5\n",
        out(
            shell(
                    "stat -c '%u %g' /data/file; echo x > /data/new; chown 5 /data/new;"
                        + " stat -c %u /data/new")
                .mount(new Mount.Bind(data, "/data", false))));
    assertEquals(5, Files.getAttribute(data.resolve("new"), "unix:uid"));
  }

  @Test
  void hasNamespacesOfItsOwnThatBelongToIt() {
    Container container = fixture.start(shell("sleep 1000"));
    try {
      Path theirs = Path.of("/proc/" + container.state().pid().getAsInt() + "/ns");
      for (NamespaceType type : EnumSet.complementOf(EnumSet.of(NamespaceType.TIME))) {
        assertNotEquals(
            read(Path.of("/proc/self/ns", type.procName())),
            read(theirs.resolve(type.procName())),
            type.name());
      }
      String inside =
          EngineFixture.exec(
                  container, "readlink /proc/self/ns/user; id -u; touch /x; stat -c %u /x")
              .out();
      assertEquals(read(theirs.resolve("user")) + "\n0\n0\n", inside);
      assertEquals(
          100000,
          Files.getAttribute(Path.of("/proc/" + container.state().pid().getAsInt()), "unix:uid"));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } finally {
      container.kill();
      EngineFixture.await(container);
      container.delete();
    }
  }

  private static String read(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void hasDevicesProcAndSys() {
    assertEquals(
        "0000\nlo\n1\nok\ntmpfs mqueue\n",
        out(
            shell(
                    "head -c2 /dev/zero | od -An -tx1 | tr -d ' '; ls /sys/class/net; echo $$;"
                        + " : > /dev/null; : < /dev/lab && echo ok;"
                        + " echo $(stat -f -c %T /dev/shm) $(awk '$2 == \"/dev/mqueue\" {print $3}'"
                        + " /proc/mounts)")
                .device(new Device(Path.of("/dev/zero"), "/dev/lab", "rwm"))));
  }

  @Test
  void isNoRootOfTheHost() throws IOException {
    Files.setPosixFilePermissions(
        data.resolve("file"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    EngineFixture.Result result =
        fixture.run(
            shell(
                "grep -c . /proc/1/status > /dev/null; echo 1 > /proc/sys/kernel/panic; mknod /d c"
                    + " 1 3"));
    assertTrue(result.err().contains("/proc/sys/kernel/panic"), result.err());
    assertTrue(result.err().contains("Operation not permitted"), result.err());
  }

  @Test
  void runsAUserWithItsStreams() {
    assertEquals("1000\n", out(shell("id -u; : > /dev/stdout").user("1000:1000")));
    EngineException failure =
        assertThrows(EngineException.class, () -> fixture.run(shell("true").user("70000")));
    assertEquals(
        "test: user 70000 is not in the container's user namespace; map it, or use another",
        failure.getMessage());
  }

  @Test
  void hasTheHostsNetwork() {
    Specs specs =
        shell("ls -d /sys/class/net; touch /sys/x 2>/dev/null || echo ro")
            .namespace(NamespaceType.NETWORK, new NamespaceMode.Host());
    assertEquals("/sys/class/net\nro\n", out(specs));
  }

  @Test
  void mountsAnImageWithItsOwners() throws IOException {
    Path upper = Files.createDirectory(data.resolveSibling("upper"));
    Files.writeString(upper.resolve("more"), "more\n");
    assertEquals(
        "0 0\ncontent\nmore\n",
        out(
            shell("stat -c '%u %g' /i/file; cat /i/file /i/more")
                .mount(new Mount.Image(List.of(data, upper), "/i", Optional.empty()))));
  }

  @Test
  void hasATerminal() {
    Container container = fixture.start(shell("tty; exit 3").terminal());
    try {
      assertEquals(3, EngineFixture.await(container).code());
    } finally {
      container.delete();
    }
  }

  @Test
  void isRefusedWithWhatItCannotBe() {
    EngineException privileged =
        assertThrows(EngineException.class, () -> fixture.run(shell("true").privileged()));
    assertTrue(privileged.getMessage().contains("choose one of the two"));
    EngineException pid =
        assertThrows(
            EngineException.class,
            () ->
                fixture.run(shell("true").namespace(NamespaceType.PID, new NamespaceMode.Host())));
    assertTrue(pid.getMessage().contains("pid namespace of another"), pid.getMessage());
    NamespaceMode overlapping =
        new NamespaceMode.Mapped(
            List.of(new IdMapping(0, 1000, 10), new IdMapping(5, 3000, 10)),
            List.of(new IdMapping(0, 1000, 10)));
    EngineException ranges =
        assertThrows(
            EngineException.class,
            () -> fixture.run(shell("true").namespace(NamespaceType.USER, overlapping)));
    assertTrue(ranges.getMessage().contains("uid_map '0 1000 10, 5 3000 10'"), ranges.getMessage());
  }
}
