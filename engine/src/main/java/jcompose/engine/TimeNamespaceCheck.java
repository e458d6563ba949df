package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;

/** Whether the kernel can give a container clocks of its own. */
final class TimeNamespaceCheck {
  private static final Path OWN = Path.of("/proc/self/ns/time");

  /** Half of what the kernel's time in nanoseconds can hold. */
  private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 / 2;

  private TimeNamespaceCheck() {}

  /**
   * Demands that it can.
   *
   * @throws EngineException naming what is in the way
   */
  static void require(Namespaces namespaces) {
    NamespaceMode mode = namespaces.mode(NamespaceType.TIME);
    if (mode instanceof NamespaceMode.Host) {
      return;
    }
    if (!Files.isSymbolicLink(OWN)) {
      throw new EngineException(
          "a time namespace needs Linux 5.6 with CONFIG_TIME_NS; leave out 'namespaces.time'");
    }
    if (mode instanceof NamespaceMode.Clocks clocks) {
      require("monotonic", clocks.monotonic(), Duration.ofNanos(System.nanoTime()));
      require("boottime", clocks.boottime(), uptime());
    }
  }

  private static Duration uptime() {
    try {
      String text = Files.readString(Path.of("/proc/uptime"));
      return Duration.ofSeconds(Long.parseLong(text.substring(0, text.indexOf('.'))));
    } catch (IOException failure) {
      throw new EngineException("/proc/uptime cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static void require(String clock, Duration offset, Duration now) {
    long seconds = now.plus(offset).toSeconds();
    if (seconds < 0) {
      throw new EngineException(
          clock
              + " "
              + offset.toSeconds()
              + "s would set a clock back to before 0, which the kernel refuses: the machine has"
              + " run for "
              + now.toSeconds()
              + "s only");
    }
    if (seconds > MOST_SECONDS) {
      throw new EngineException(
          clock + " " + offset.toSeconds() + "s is more than the kernel's clocks can hold");
    }
  }
}
