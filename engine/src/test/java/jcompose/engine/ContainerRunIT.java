package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalInt;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers from birth to deletion: what they print, how they end, what stays. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class ContainerRunIT {
  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void printsAndExitsWithItsCode() {
    EngineFixture.Result result = fixture.shell("echo hello; echo oops >&2; exit 3");
    assertEquals("hello\n", result.out());
    assertEquals("oops\n", result.err());
    assertEquals(3, result.exit().code());
    assertEquals(OptionalInt.empty(), result.exit().signal());
  }

  @Test
  void runsTheHostsOwnFilesUnderAPrivateOverlay() {
    String out = fixture.run(Specs.shell(Path.of("/"), "echo x > /made; cat /made; id -u")).out();
    assertEquals("x\n0\n", out);
    assertTrue(java.nio.file.Files.notExists(Path.of("/made")));
  }

  @Test
  void tellsNotFoundFromNotExecutable() {
    assertEquals(127, exitCodeOf(Specs.of(fixture.busybox, "no-such-program")));
    assertEquals(127, exitCodeOf(Specs.of(fixture.busybox, "/no/such/program")));
    assertEquals(126, exitCodeOf(Specs.of(fixture.busybox, "/etc/passwd")));
    assertEquals(126, exitCodeOf(Specs.of(fixture.busybox, "/etc")));
  }

  private int exitCodeOf(Specs specs) {
    return assertThrows(ProgramNotRunException.class, () -> fixture.run(specs)).exitCode();
  }

  @Test
  void isKilledWithEverythingInIt() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "sleep 1000 & sleep 1000"));
    assertEquals(ContainerState.Status.RUNNING, container.state().status());
    container.kill();
    ExitStatus exit = EngineFixture.await(container);
    assertEquals(137, exit.code());
    assertEquals(OptionalInt.of(9), exit.signal());
    assertEquals(ContainerState.Status.EXITED, container.state().status());
    container.delete();
  }

  @Test
  void getsSignals() {
    Container container =
        fixture.start(
            Specs.shell(
                fixture.busybox, "trap 'exit 7' TERM; echo > /ready; while :; do sleep 1; done"));
    EngineFixture.exec(container, "while [ ! -e /ready ]; do :; done");
    container.signal(Signals.parse("TERM"));
    assertEquals(7, EngineFixture.await(container).code());
    container.delete();
  }

  @Test
  void startsAgainOnTheSameUpperLayer() {
    Container container = fixture.start(Specs.shell(fixture.busybox, "echo x >> /n; wc -l < /n"));
    EngineFixture.await(container);
    container.start();
    EngineFixture.await(container);
    assertEquals("1\n2\n", fixture.log(container, "stdout"));
    container.delete();
  }

  @Test
  void isDeletedWhileItRuns() {
    fixture.start(Specs.shell(fixture.busybox, "sleep 1000")).delete();
    assertTrue(ContainerEngine.list(fixture.directories).isEmpty());
  }
}
