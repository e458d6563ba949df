package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.engine.spec.ExecSpec;
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

/** The small first process of containers that ask for one. */
@Tag("vm")
@RequiresRoot
@RequiresCommand("busybox")
@LeavesNothing
class InitIT {
  /** The program begins first. */
  private static final String AWAIT_INIT = "until grep -q jcompose-init /proc/1/comm; do :; done; ";

  private EngineFixture fixture;

  @BeforeEach
  void open(Sandbox sandbox) {
    fixture = new EngineFixture(sandbox);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Specs shell(String script) {
    return Specs.shell(fixture.busybox, script).init();
  }

  @Test
  void isTheFirstProcessAndTheProgramTheSecond() {
    EngineFixture.Result result =
        fixture.run(
            shell(
                AWAIT_INIT
                    + "cat /proc/1/comm; tr '\\0' ' ' < /proc/1/cmdline | cut -c1-20; echo $$"
                    + " $PPID; ls /proc/self/fd | wc -l; ls /proc/1/fd; exit 3"));
    // ls has its own fourth; the first process kept its file until it was executed
    assertEquals("jcompose-init\njcompose-init -- sh \n2 1\n4\n0\n1\n2\n", result.out());
    assertEquals(3, result.exit().code());
    assertEquals(OptionalInt.empty(), result.exit().signal());
  }

  @Test
  void hasTheProgramsUserAndCapabilities() {
    String keys = "'^(Uid|Gid|Cap...|NoNewPrivs|Seccomp)'";
    String[] of =
        fixture
            .run(
                shell(
                        AWAIT_INIT
                            + "grep -hE "
                            + keys
                            + " /proc/1/status; grep -hE "
                            + keys
                            + " /proc/2/status")
                    .user("5"))
            .out()
            .split("(?=Uid)", -1);
    assertEquals(2, of.length);
    assertEquals(of[1], of[0]);
  }

  @Test
  void passesSignalsOn() {
    Container container =
        fixture.start(
            shell(
                "trap 'exit 7' TERM; trap 'echo usr1' USR1; echo > /ready; while :; do sleep 0.1;"
                    + " done"));
    EngineFixture.exec(container, "while [ ! -e /ready ]; do :; done");
    container.signal(Signals.parse("USR1"));
    container.signal(Signals.parse("TERM"));
    assertEquals(7, EngineFixture.await(container).code());
    assertEquals("usr1\n", fixture.log(container, "stdout"));
    container.delete();
  }

  @Test
  void endsAsTheProgramEnded() {
    assertEquals(128 + 15, fixture.run(shell("kill $$")).exit().code());
    assertEquals(0, fixture.run(shell("true")).exit().code());
    assertEquals(255, fixture.run(shell("exit 255")).exit().code());
  }

  @Test
  void reapsWhatIsOrphaned() {
    EngineFixture.Result result =
        fixture.run(
            shell(
                "for i in 1 2 3 4 5 6 7 8; do (sleep 0.1 & ) ; done; sleep 1;"
                    + " grep -l '^State:.Z' /proc/[0-9]*/status | wc -l"));
    assertEquals("0\n", result.out());
  }

  @Test
  void tellsNotFoundFromNotExecutable() {
    assertEquals(127, exitCodeOf(Specs.of(fixture.busybox, "no-such-program")));
    assertEquals(126, exitCodeOf(Specs.of(fixture.busybox, "/etc/passwd")));
  }

  private int exitCodeOf(Specs specs) {
    return assertThrows(ProgramNotRunException.class, () -> fixture.run(specs.init())).exitCode();
  }

  @Test
  void givesTheTerminalToTheProgram() {
    // field 5 is the process group, 8 the terminal's foreground group
    EngineFixture.Result result =
        fixture.run(shell("cut -d' ' -f5,6,8 /proc/2/stat; [ -t 0 ] && echo tty").terminal());
    assertEquals("2 1 2\r\ntty\r\n", result.out());
  }

  @Test
  void reapsInAnothersPidNamespaceToo() {
    EngineFixture.Result result =
        fixture.run(
            shell("(sleep 0.3; ) & (cut -d' ' -f4 /proc/self/stat); exit 4")
                .namespace(NamespaceType.PID, new NamespaceMode.Host()));
    assertEquals(4, result.exit().code());
  }

  @Test
  void isGoneWithItsExecs() {
    Container container = fixture.start(shell("echo > /ready; read line; exit 5").stdinOpen());
    EngineFixture.exec(container, "while [ ! -e /ready ]; do :; done");
    Exec[] execs = new Exec[4];
    for (int i = 0; i < execs.length; i++) {
      execs[i] =
          container.exec(
              new ExecSpec(
                  List.of("sleep", "1000"),
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Optional.empty(),
                  false));
    }
    // The namespace's first process cannot finish exiting before each of them is reaped.
    EngineFixture.exec(container, "kill -TERM 2");
    assertEquals(128 + 15, EngineFixture.await(container).code());
    for (Exec exec : execs) {
      assertEquals(OptionalInt.of(9), EngineFixture.await(exec.exit()).signal());
    }
    container.delete();
  }
}
