package jcompose.composer.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a hook prints: told line by line, and the last of it kept. */
final class HookOutput {
  private static final int MOST_LINES = 5;
  private static final int LONGEST_LINE = 16 << 10;
  private static final int LONGEST_QUOTE = 300;

  private final Consumer<String> told;
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * @param told takes each line of UTF-8, without its end; longer ones than 16 KiB in pieces
   */
  HookOutput(Consumer<String> told) {
    this.told = told;
  }

  /** One for each of its streams, whose lines do not mix. */
  CommandInside.Sink stream() {
    return new Lines();
  }

  /** Its last lines in one; empty when it printed nothing. */
  synchronized String last() {
    String text = String.join("; ", last);
    return text.length() > LONGEST_QUOTE
        ? "... " + text.substring(text.length() - LONGEST_QUOTE)
        : text;
  }

  private void line(String line) {
    if (!line.isBlank()) {
      keep(line.strip());
    }
    told.accept(line);
  }

  private synchronized void keep(String line) {
    last.add(line);
    if (last.size() > MOST_LINES) {
      last.remove();
    }
  }

  /** One stream's. */
  private final class Lines implements CommandInside.Sink {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void take(byte[] buffer, int length) {
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          tell();
        } else {
          line.write(buffer[i]);
          if (line.size() == LONGEST_LINE) {
            tell();
          }
        }
      }
    }

    @Override
    public void end() {
      if (line.size() > 0) {
        tell();
      }
    }

    private void tell() {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      HookOutput.this.line(text);
    }
  }
}
