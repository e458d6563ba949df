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
