package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.engine.spec.CpuResources;
import jcompose.engine.spec.ExecSpec;
import jcompose.engine.spec.MemoryResources;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Resources;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Further processes in a running container. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ExecIT {
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ExecSpec spec(String user, boolean terminal, String... args) {
    return new ExecSpec(
        List.of(args),
        List.of("A=b"),
        Optional.of("/tmp"),
        Optional.of(user),
        terminal,
        Optional.empty(),
        false);
  }

  @Test
  void seesTheContainersNamespacesCgroupAndCapabilities() throws IOException {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    Path process = Path.of("/proc", "" + container.state().pid().getAsInt());
    for (NamespaceType type : NamespaceType.values()) {
      String link = "ns/" + type.procName();
      assertEquals(
          Files.readSymbolicLink(process.resolve(link)) + "\n",
          EngineFixture.exec(container, "readlink /proc/self/" + link).out());
    }
    assertEquals(
        EngineFixture.exec(container, "cat /proc/1/cgroup").out(),
        EngineFixture.exec(container, "cat /proc/self/cgroup").out());
    assertEquals(
        EngineFixture.exec(container, "grep Cap /proc/1/status").out(),
        EngineFixture.exec(container, "grep Cap /proc/self/status").out());
    assertEquals("0 1 2 3\n", EngineFixture.exec(container, "echo $(ls /proc/self/fd)").out());
    container.delete();
  }

  @Test
  void tellsItsExitCodeAndTakesItsOwnSettings() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    EngineFixture.Result result =
        EngineFixture.exec(
            container, spec("user", false, "sh", "-c", "id -un; pwd; echo $A $HOME; exit 4"));
    assertEquals("user\n/tmp\nb /home\n", result.out());
    assertEquals(4, result.exit().code());
    assertEquals(
        127,
        assertThrows(
                ProgramNotRunException.class,
                () -> container.exec(spec("", false, "no-such-program")))
            .exitCode());
    container.delete();
  }

  @Test
  void readsStandardInput() throws IOException {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    Exec exec = container.exec(spec("", false, "wc", "-c"));
    byte[] much = new byte[300_000];
    exec.stdin().write(much);
    exec.stdin().close();
    assertEquals("300000\n", new String(exec.stdout().readAllBytes(), StandardCharsets.UTF_8));
    exec.stdout().close();
    exec.stderr().close();
    container.delete();
  }

  @Test
  void hasATerminal() throws IOException {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000"));
    Exec exec = container.exec(spec("user", true, "sh", "-c", "read x; stty size; tty; echo $x"));
    exec.resize(33, 101);
    exec.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
    exec.stdin().flush();
    assertEquals(
        "hello\r\n33 101\r\n/dev/pts/0\r\nhello\r\n",
        new String(exec.stdout().readAllBytes(), StandardCharsets.UTF_8));
    exec.stdin().close();
    exec.stdout().close();
    assertEquals(0, EngineFixture.await(exec.exit()).code());
    container.delete();
  }

  @Test
  void leavesThisProcessAloneWhenTheContainerIsAtItsMemoryLimit() {
    Container container =
        fixture.start(
            Specs.shell(
                    fixture.busybox, "head -c 30m /dev/zero > /dev/shm/fill; echo done; sleep 1000")
                .resources(memory(16 << 20)));
    for (int i = 0; i < 5; i++) {
      try {
        EngineFixture.exec(container, "echo alive");
      } catch (EngineException notEnough) {
        assertTrue(notEnough.getMessage().startsWith("test: "), notEnough.getMessage());
      }
    }
    container.delete();
  }

  @Test
  void isRefusedWhenTheContainerHasEnded() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "true"));
    EngineFixture.await(container);
    EngineException failure =
        assertThrows(EngineException.class, () -> container.exec(spec("", false, "true")));
    assertEquals("test: cannot run a program in it, it is not running", failure.getMessage());
    container.delete();
  }

  static Resources memory(long bytes) {
    return Resources.of(
        CpuResources.UNLIMITED,
        MemoryResources.of(OptionalLong.of(bytes), OptionalLong.empty(), OptionalLong.of(bytes)),
        OptionalLong.empty());
  }
}
