package jcompose.composer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jcompose.engine.testing.HostCommand;

/** A command that runs, with what it printed so far. */
public final class Running implements AutoCloseable {
  private static final long MOST_SECONDS = 60;

  private final Process process;
  private final Path folder;

  private Running(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  static Running start(Jcompose jcompose, List<String> command) {
    try {
      Path folder = Files.createTempDirectory("jcompose-running-");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.environment().putAll(jcompose.environment());
      builder.directory(jcompose.folder().toFile());
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectOutput(folder.resolve("out").toFile());
      builder.redirectError(folder.resolve("err").toFile());
      return new Running(builder.start(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it printed to standard output so far. */
  public String out() {
    return read("out");
  }

  /** What it printed to standard error so far. */
  public String err() {
    return read("err");
  }

  /** Waits until a text appears in what it printed. */
  public void awaitOutput(String text) {
    awaitOutput(text, 1);
  }

  /** Waits until a text appears so often in what it printed to one of its streams. */
  public void awaitOutput(String text, int times) {
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
      while (count(out(), text) < times && count(err(), text) < times) {
        WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new AssertionError("'" + text + "' did not appear in\n" + out() + err());
        }
        key.pollEvents();
        key.reset();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends a signal by name, for example {@code INT}. */
  public void signal(String name) {
    HostCommand.run("kill", "-" + name, Long.toString(process.pid())).checked();
  }

  /** Sends SIGKILL, unless it has ended. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end, but no longer than this; whether it has ended. */
  public boolean endsWithin(Duration most) {
    try {
      return process.waitFor(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits for its end; gives the exit code. */
  public int exit() {
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end\n" + out() + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(folder.resolve("out"));
      Files.deleteIfExists(folder.resolve("err"));
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int count(String all, String text) {
    return all.split(Pattern.quote(text), -1).length - 1;
  }
}
