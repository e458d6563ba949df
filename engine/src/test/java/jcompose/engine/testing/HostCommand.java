package jcompose.engine.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host to its end, as a test's means: to prepare, and to look. */
public final class HostCommand {
  private static final long MOST_SECONDS = 120;

  /**
   * How it ended.
   *
   * @param exit its code, 128 + n for a signal
   */
  public record Result(int exit, String out, String err) {
    /** Standard output of a program that must succeed, without the last line's end. */
    public String checked() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + "\n" + out + err);
      }
      return out.stripTrailing();
    }
  }

  private HostCommand() {}

  /** Runs it with the test's own environment, nothing on standard input. */
  public static Result run(String... command) {
    return run(Map.of(), Path.of(""), List.of(command));
  }

  /** Runs it in a folder, with these variables besides the test's own. */
  public static Result run(Map<String, String> environment, Path folder, List<String> command) {
    try {
      Path out = Files.createTempFile("jcompose-out-", "");
      Path err = Files.createTempFile("jcompose-err-", "");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.directory(folder.toAbsolutePath().toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        // files, not pipes: what it leaves running in the background must not hold the test
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        String told = Files.readString(out, StandardCharsets.UTF_8);
        String complained = Files.readString(err, StandardCharsets.UTF_8);
        if (!ended) {
          process.destroyForcibly();
          throw new AssertionError(
              command + " did not end in " + MOST_SECONDS + " s\n" + told + complained);
        }
        return new Result(process.exitValue(), told, complained);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(command + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", e);
    }
  }
}
