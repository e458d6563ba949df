package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TypedTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code run -it} on a real terminal. */
@RequiresRoot
@RequiresCommand({"busybox", "script", "stty"})
@LeavesNothing
class RunTerminalIT {
  private Jcompose jcompose = new Jcompose(new Sandbox(Path.of("")), Path.of(""));

  @BeforeEach
  void makeRootfs(Sandbox sandbox) {
    jcompose = Jcompose.in(sandbox).withBusybox();
  }

  /**
   * Starts a shell's script on a terminal of 33 rows and 101 columns.
   *
   * @param script in it {@code box} is a container's command line
   */
  private TypedTerminal terminal(String script) throws IOException {
    String box =
        jcompose.command("run", "--rm", "--rootfs", "../rootfs").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(
        jcompose.folder().resolve("typed.sh"),
        "stty rows 33 cols 101\ntty > tty\nbox() { sh -c 'echo $$ > pid; exec \"$@\"' sh "
            + box
            + " \"$@\"; }\n"
            + script
            + "\n");
    return new TypedTerminal(jcompose.sandbox().environment(), jcompose.folder(), "sh typed.sh");
  }

  /** Runs a line of shell beside it, in the folder where its {@code tty} and {@code pid} are. */
  private void beside(String line) {
    HostCommand.run(Map.of(), jcompose.folder(), List.of("sh", "-c", line)).checked();
  }

  @Test
  void hasATerminalOfItsOwn() throws IOException {
    try (TypedTerminal terminal =
        terminal("box -it sh -c 'tty; stty size; test -t 0 -a -t 1 -a -t 2 && exit 9'")) {
      assertEquals(new Result(9, "/dev/pts/0\n33 101\n", ""), terminal.ended());
    }
  }

  /** What is typed comes out as the container's terminal echoes it, once; Ctrl-C is its, too. */
  @Test
  void keysGoThroughAsTheyAre() throws IOException {
    String script =
        "box -it sh -c 'trap \"echo interrupted; exit 3\" INT; echo ready; read a; echo got $a;"
            + " while :; do sleep 0.05; done'";
    try (TypedTerminal terminal = terminal(script)) {
      terminal.expect("ready").type("hello\n").expect("got hello").type("\003");
      assertEquals(new Result(3, "ready\nhello\ngot hello\n^Cinterrupted\n", ""), terminal.ended());
    }
  }

  /** However it ends, the user's terminal is what it was. */
  @Test
  void theTerminalIsSetBack() throws IOException {
    String script =
        "before=$(stty -g); same() { [ \"$before\" = \"$(stty -g)\" ] && echo $1 same; }\n"
            + "box -it sh -c 'exit 3'; same $?\n"
            + "box -it nonono 2>/dev/null; same $?\n"
            + "box -it --init sh -c 'kill -9 $$'; same $?\n"
            + "box -it sh -c 'trap \"exit 4\" TERM; echo ready; while :; do sleep 0.05; done';"
            + " same $?";
    try (TypedTerminal terminal = terminal(script)) {
      terminal.expect("ready");
      beside("kill -TERM $(cat pid)");
      assertEquals("3 same\n127 same\n137 same\nready\n4 same\n", terminal.ended().out());
    }
  }

  @Test
  void itFollowsTheWindow() throws IOException {
    String script =
        "box -it sh -c 'trap \"stty size; exit\" WINCH; echo ready; while :; do sleep 0.05; done'";
    try (TypedTerminal terminal = terminal(script)) {
      terminal.expect("ready");
      beside("stty -F $(cat tty) rows 44 cols 111");
      assertEquals("ready\n44 111\n", terminal.ended().out());
    }
  }

  /** -t alone is a terminal that nobody types on, as for a program that wants colours. */
  @Test
  void aTerminalWithoutInput() {
    Result result =
        jcompose.run(
            "run", "--rm", "--rootfs", "../rootfs", "-t", "sh", "-c", "test -t 1 && echo a");
    assertEquals(new Result(0, "a\r\n", ""), result);
  }

  @Test
  void inputThatIsNoTerminalIsRefused() {
    Result result = jcompose.run("run", "--rm", "--rootfs", "../rootfs", "-it", "sh");
    assertEquals(2, result.exit());
    assertEquals(
        "jcompose: -t with -i: standard input is no terminal; leave -t out\n", result.err());
  }
}
