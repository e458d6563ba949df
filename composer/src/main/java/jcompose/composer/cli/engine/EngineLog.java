package jcompose.composer.cli.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.ParseResult;

/**
 * Where failures are told: on standard error, and where the caller wants it in a file, in the form
 * that runc writes and its callers read.
 */
final class EngineLog {
  private final PrintStream err;
  private final Optional<Path> file;
  private final boolean json;
  private final boolean debug;

  private EngineLog(PrintStream err, Optional<Path> file, boolean json, boolean debug) {
    this.err = err;
    this.file = file;
    this.json = json;
    this.debug = debug;
  }

  /** A line of the file. */
  record Line(String level, String msg, String time) {}

  static EngineLog of(ParseResult parsed, PrintStream err, Path workingDirectory) {
    return new EngineLog(
        err,
        EngineContext.text(parsed, "--log").map(workingDirectory::resolve),
        parsed.matchedOptionValue("--log-format", "text").equals("json"),
        Options.given(parsed, "--debug"));
  }

  void error(Throwable failure) {
    String message =
        failure instanceof EngineException
            ? String.valueOf(failure.getMessage())
            : "internal error: " + failure + "; run again with --debug and report it";
    tell("error", message);
    if (debug) {
      failure.printStackTrace(err);
    }
  }

  void warning(String message) {
    tell("warning", message);
  }

  private void tell(String level, String message) {
    err.println("jcompose engine: " + (level.equals("error") ? "" : level + ": ") + message);
    if (file.isEmpty()) {
      return;
    }
    Line line = new Line(level, message, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    String text =
        json
            ? new String(RecordJson.toBytes(line), StandardCharsets.UTF_8)
            : "time=\""
                + line.time()
                + "\" level="
                + level
                + " msg=\""
                + message.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"";
    try {
      Files.writeString(
          file.get(), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      err.println("jcompose engine: cannot write --log " + file.get() + ": " + failure);
    }
  }
}
