package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.composer.testing.Jcompose;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code run -it} on a real terminal, which script(1) makes. */
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
   * Runs a shell's script on a terminal of 33 rows and 101 columns.
   *
   * @param script in it {@code box} is a container's command line
   * @param keys a shell's script that prints what is typed
   */
  private Result typed(String script, String keys) throws IOException {
    String box =
        jcompose.command("run", "--rm", "--rootfs", "../rootfs").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(
        jcompose.folder().resolve("typed.sh"),
        "stty rows 33 cols 101\nbox() { " + box + " \"$@\"; }\n" + script);
    return HostCommand.run(
        jcompose.sandbox().environment(),
        jcompose.folder(),
        List.of("sh", "-c", "{ " + keys + "; } | script -qefc 'sh typed.sh' /dev/null"));
  }

  private static String lines(Result result) {
    return result.out().replace("\r\n", "\n");
  }

  @Test
  void hasATerminalOfItsOwn() throws IOException {
    Result result =
        typed("box -it sh -c 'tty; stty size; test -t 0 -a -t 1 -a -t 2 && exit 9'", "sleep 60");
    assertEquals("/dev/pts/0\n33 101\n", lines(result));
    assertEquals(9, result.exit());
  }

  /** What is typed comes out as the container's terminal echoes it, once; Ctrl-C is the shell's. */
  @Test
  void keysGoThroughAsTheyAre() throws IOException {
    Result result =
        typed(
            "box -it sh -c 'trap \"echo interrupted; exit 3\" INT; read a; echo got $a;"
                + " while :; do sleep 0.05; done'",
            "sleep 8; echo hello; sleep 2; printf '\\003'; sleep 60");
    assertEquals("hello\ngot hello\n^Cinterrupted\n", lines(result));
    assertEquals(3, result.exit());
  }

  /** However it ends, the user's terminal is what it was. */
  @Test
  void theTerminalIsSetBack() throws IOException {
    String ends =
        "before=$(stty -g); box -it sh -c 'exit 3'; echo $?; [ \"$before\" = \"$(stty -g)\" ] &&"
            + " echo same; box -it nonono 2>/dev/null; echo $?; [ \"$before\" = \"$(stty -g)\" ] &&"
            + " echo same; box -it sh -c 'kill -9 -1; sleep 60' & sleep 8; kill -TERM $!; wait $!;"
            + " [ \"$before\" = \"$(stty -g)\" ] && echo same";
    assertTrue(lines(typed(ends, "sleep 60")).startsWith("3\nsame\n127\nsame\n"));
  }

  @Test
  void itFollowsTheWindow() throws IOException {
    Result result =
        typed(
            "(sleep 6; stty rows 44 cols 111 < $(tty)) & "
                + "box -it sh -c 'trap \"stty size; exit\" WINCH; while :; do sleep 0.05; done'",
            "sleep 60");
    assertEquals("44 111\n", lines(result));
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
