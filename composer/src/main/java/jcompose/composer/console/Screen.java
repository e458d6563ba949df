package jcompose.composer.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command prints: results to standard output, everything else to standard error.
 *
 * <p>Whole lines are written at once, so that lines of several threads never mix.
 */
public final class Screen {
  private final OutputStream out;
  private final PrintStream err;
  private final boolean outColours;
  private final boolean errColours;

  /** The two streams, with or without colours. */
  public Screen(OutputStream out, PrintStream err, boolean outColours, boolean errColours) {
    this.out = out;
    this.err = err;
    this.outColours = outColours;
    this.errColours = errColours;
  }

  /**
   * This process's own streams; colours where they are terminals.
   *
   * @param ansi {@code auto}, {@code always} or {@code never}
   */
  public static Screen standard(
      OutputStream out, PrintStream err, String ansi, Map<String, String> environment) {
    boolean never = ansi.equals("never") || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean always = ansi.equals("always");
    return new Screen(
        out, err, always || (!never && isTerminal(1)), always || (!never && isTerminal(2)));
  }

  /** Whether a descriptor of this process is a terminal, without loading native code. */
  public static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      // The descriptor is closed.
      return false;
    }
  }

  /** Whether results may be coloured. */
  public boolean outColours() {
    return outColours;
  }

  /**
   * The stream of results, for many bytes at once. A write that fails throws {@link
   * OutputClosedException}, which nobody takes for a fault of what is written.
   */
  public OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        Screen.this.write(new byte[] {(byte) one});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw new OutputClosedException(e);
        }
      }

      @Override
      public void flush() {
        try {
          out.flush();
        } catch (IOException e) {
          throw new OutputClosedException(e);
        }
      }
    };
  }

  /** A line of results. */
  public void print(String line) {
    write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes of results.
   *
   * @throws OutputClosedException when nobody reads them any more
   */
  public synchronized void write(byte[] bytes) {
    write(bytes, bytes.length);
  }

  /** The first bytes of a buffer. */
  public synchronized void write(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException e) {
      throw new OutputClosedException(e);
    }
  }

  /** Bytes that came from a standard error. */
  public synchronized void writeError(byte[] bytes) {
    err.write(bytes, 0, bytes.length);
    err.flush();
  }

  /** A step of the work, as {@code Container shop-web-1 Started}. */
  public synchronized void progress(String subject, String state) {
    String shown = errColours ? "\u001b[32m" + state + "\u001b[0m" : state;
    err.println(" " + MessageLines.printable(subject) + "  " + shown);
  }

  /** Something to know that is no failure. */
  public synchronized void warning(String message) {
    String kind = errColours ? "\u001b[33mwarning:\u001b[0m " : "warning: ";
    MessageLines.of(message, kind).forEach(err::println);
  }

  /** A failure, with its place or the program's name in front of each line. */
  public synchronized void error(String message) {
    for (String line : MessageLines.of(message, "")) {
      err.println(errColours ? "\u001b[31m" + line + "\u001b[0m" : line);
    }
  }

  /** A failure that tells its places and quotes its files by itself. */
  public synchronized void quoted(String message) {
    err.println(errColours ? "\u001b[31m" + message + "\u001b[0m" : message);
  }

  /** A plain line beside the results. */
  public synchronized void note(String line) {
    err.println(MessageLines.printable(line));
  }
}
