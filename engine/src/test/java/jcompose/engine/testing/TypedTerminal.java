package jcompose.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shell's script on a terminal that script(1) makes, and somebody who types when asked. */
public final class TypedTerminal implements AutoCloseable {
  private static final long MOST_SECONDS = 60;

  private final Process process;
  private final OutputStream keys;
  private final Thread reader;
  private final StringBuilder shown = new StringBuilder();

  /** Starts a line of shell in a folder, with these variables besides the test's own. */
  public TypedTerminal(Map<String, String> environment, Path folder, String line) {
    ProcessBuilder builder = new ProcessBuilder(List.of("script", "-qefc", line, "/dev/null"));
    builder.environment().putAll(environment);
    builder.directory(folder.toAbsolutePath().toFile());
    builder.redirectErrorStream(true);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError("script could not be run", e);
    }
    keys = process.getOutputStream();
    InputStream screen = process.getInputStream();
    reader = new Thread(() -> read(screen), "terminal-screen");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream screen) {
    byte[] buffer = new byte[4096];
    try {
      for (int n = screen.read(buffer); n >= 0; n = screen.read(buffer)) {
        synchronized (shown) {
          shown.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          shown.notifyAll();
        }
      }
    } catch (IOException e) {
      // it was closed: what was shown is what there is
      return;
    }
  }

  /** Waits until this text has been shown. */
  public TypedTerminal expect(String text) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    synchronized (shown) {
      while (shown.indexOf(text) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("never shown: " + text + "\nbut: " + shown);
        }
        try {
          shown.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted", e);
        }
      }
    }
    return this;
  }

  /** Types these keys. */
  public TypedTerminal type(String text) {
    try {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      throw new AssertionError("nobody reads what is typed: " + text, e);
    }
    return this;
  }

  /** Waits for the end; gives all that was shown, with plain ends of lines, and the exit code. */
  public HostCommand.Result ended() {
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end\n" + text());
      }
      reader.join(TimeUnit.SECONDS.toMillis(MOST_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return new HostCommand.Result(process.exitValue(), text().replace("\r\n", "\n"), "");
  }

  private String text() {
    synchronized (shown) {
      return shown.toString();
    }
  }

  /** Whatever still runs there is hung up. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
