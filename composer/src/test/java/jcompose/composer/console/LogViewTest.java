package jcompose.composer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import jcompose.engine.log.LogLine;
import jcompose.engine.log.LogStream;
import org.junit.jupiter.api.Test;

class LogViewTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void namesAreAlignedAndColouredEachInItsOwn() {
    LogView view = new LogView(screen(true), List.of("db", "frontend"), true, false);
    view.line("db", line("one"));
    view.line("frontend", line("two"));
    assertEquals(
        "\u001b[36mdb        | \u001b[0mone\n\u001b[33mfrontend  | \u001b[0mtwo\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withoutColoursPrefixesOrWithTimes() {
    new LogView(screen(false), List.of("db"), true, true).line("db", line("one"));
    new LogView(screen(false), List.of("db"), false, false).line("db", line("two"));
    assertEquals("db  | 2026-01-31T12:00:00Z one\ntwo\n", out.toString(StandardCharsets.UTF_8));
  }

  private Screen screen(boolean colours) {
    return new Screen(out, new PrintStream(out, true, StandardCharsets.UTF_8), colours, colours);
  }

  private static LogLine line(String text) {
    return new LogLine(NOON, LogStream.STDOUT, text.getBytes(StandardCharsets.UTF_8), false);
  }
}
