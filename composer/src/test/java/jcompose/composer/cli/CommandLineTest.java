package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void unknownOptionIsUsageWithASuggestion() {
    assertEquals(2, run("up", "--detatch"));
    assertEquals(
        "jcompose: Unknown option: '--detatch'; did you mean '--detach'?; see 'jcompose up"
            + " --help'\n",
        err());
  }

  @Test
  void unknownCommandIsUsageWithASuggestion() {
    assertEquals(2, run("dwon"));
    assertTrue(err().contains("did you mean 'down'?"), err());
  }

  @Test
  void noCommandShowsTheHelpAndIsUsage() {
    assertEquals(2, run());
    assertTrue(err().contains("up") && err().contains("down"), err());
  }

  @Test
  void helpOfACommandGoesToStandardOutput() {
    assertEquals(0, run("up", "--help"));
    assertTrue(out().startsWith("Usage: jcompose up"), out());
    assertEquals("", err());
  }

  @Test
  void helpShowsSharesAsTheyAreWritten() {
    assertEquals(0, run("link", "set", "--help"));
    assertTrue(out().contains("How many are lost: 1%\n"), out());
    assertEquals("", err());
  }

  @Test
  void helpIsACommandToo() {
    assertEquals(0, run("help", "down"));
    assertTrue(out().startsWith("Usage: jcompose down"), out());
    assertEquals(0, run("help"));
  }

  @Test
  void version() {
    assertEquals(0, run("version", "--short"));
    assertEquals("0.1.0\n", out());
  }

  @Test
  void badColourIsUsage() {
    assertEquals(2, run("--ansi", "sometimes", "version"));
    assertEquals("jcompose: --ansi 'sometimes': must be auto, always or never\n", err());
  }

  @Test
  void execNeedsACommand() {
    assertEquals(2, run("exec", "web"));
  }

  @Test
  void valuesAreCheckedBeforeAnyFileIsLookedFor() {
    usage("-t 'x': must be a number of seconds", "down", "-t", "x");
    usage("-t '-1': must be a number of seconds", "up", "-t", "-1", "nothing.yml");
    usage("-n 'x': must be a number of lines, or all", "logs", "-n", "x");
    usage(
        "--since 'x': must be an age as 10m or 2h, or as 2026-01-31T12:00:00Z",
        "logs",
        "--since",
        "x");
    usage("-w 'here': must be an absolute path", "exec", "-w", "here", "web", "ls");
    usage("-d cannot be combined with --exit-code-from", "up", "-d", "--exit-code-from", "web");
    usage(
        "--wait cannot be combined with --abort-on-container-exit",
        "up",
        "--wait",
        "--abort-on-container-exit");
    usage(
        "--abort-on-container-failure cannot be combined with --abort-on-container-exit",
        "up",
        "--abort-on-container-failure",
        "--abort-on-container-exit");
    usage("--no-start cannot be combined with --attach", "up", "--no-start", "--attach", "web");
    usage(
        "--attach cannot be combined with --attach-dependencies",
        "up",
        "--attach",
        "web",
        "--attach-dependencies");
    usage(
        "--force-recreate cannot be combined with --no-recreate",
        "create",
        "--no-recreate",
        "--force-recreate");
    usage("--pull 'often': must be always, missing or never", "create", "--pull", "often");
    usage("--wait-timeout needs --wait", "start", "--wait-timeout", "3");
    usage(
        "-v removes the whole project's volumes: it cannot be combined with services",
        "down",
        "-v",
        "web");
  }

  @Test
  void variableWithoutANameIsUsage() {
    usage("-e '=x': must be NAME=VALUE, or the NAME alone", "exec", "-e", "=x", "web", "env");
    usage("-e '': must be NAME=VALUE, or the NAME alone", "exec", "-e", "", "web", "env");
  }

  @Test
  void helpDescribesTheCommandsWithOptionsAloneToo() {
    assertEquals(2, run("--debug"));
    assertTrue(err().contains("Create and start the project's containers"), err());
  }

  private void usage(String message, String... args) {
    err.reset();
    assertEquals(2, run(args), err());
    assertEquals("jcompose: " + message + "\n", err());
  }

  private int run(String... args) {
    return Main.run(
        args,
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        Path.of("/").toAbsolutePath());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
