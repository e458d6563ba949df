package jcompose.engine.oci;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a hook prints, for the message when it fails; taken in the background so it never waits. */
final class HookOutput {
  private static final int MOST = 1 << 16;
  private static final int PART = 4096;
  private static final long PATIENCE_MILLIS = 200;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Thread reader;

  private HookOutput(InputStream input) {
    reader = new Thread(() -> read(input), "hook output");
    reader.setDaemon(true);
  }

  static HookOutput collect(InputStream input) {
    HookOutput output = new HookOutput(input);
    output.reader.start();
    return output;
  }

  private void read(InputStream input) {
    byte[] part = new byte[PART];
    try (input) {
      for (int length = input.read(part); length >= 0; length = input.read(part)) {
        synchronized (bytes) {
          if (bytes.size() < MOST) {
            bytes.write(part, 0, length);
          }
        }
      }
    } catch (IOException broken) {
      // what was read so far is all there is
    }
  }

  /** The words with a colon in front; empty when there are none. */
  String quoted(int most) {
    try {
      reader.join(PATIENCE_MILLIS); // a process that the hook left may hold the other end
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    String text;
    synchronized (bytes) {
      text = bytes.toString(StandardCharsets.UTF_8).strip();
    }
    return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), most));
  }
}
