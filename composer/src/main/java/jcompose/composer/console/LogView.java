package jcompose.composer.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jcompose.engine.log.LogLine;

/** Log lines as {@code service | line}, each service in a colour of its own. */
public final class LogView {
  /** Cyan, yellow, green, magenta, blue and their bright sisters: readable on dark and light. */
  private static final int[] COLOURS = {36, 33, 32, 35, 34, 96, 93, 92, 95, 94};

  private final Screen screen;
  private final boolean prefixed;
  private final boolean timestamps;
  private final boolean coloured;
  private final int width;
  private final Map<String, String> prefixes = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /**
   * A view for services.
   *
   * @param services all that may appear: their longest name sets the width
   * @param prefixed whether the service stands before each line
   * @param timestamps whether the time stands before each line
   */
  public LogView(Screen screen, Collection<String> services, boolean prefixed, boolean timestamps) {
    this(screen, services, prefixed, timestamps, screen.outColours());
  }

  /**
   * The same, coloured or not.
   *
   * @param coloured whether each service has a colour
   */
  public LogView(
      Screen screen,
      Collection<String> services,
      boolean prefixed,
      boolean timestamps,
      boolean coloured) {
    this.coloured = coloured;
    this.screen = screen;
    this.prefixed = prefixed;
    this.timestamps = timestamps;
    this.width = services.stream().mapToInt(String::length).max().orElse(0);
    services.forEach(this::prefix);
  }

  /** Prints one line of a service. */
  public void line(String service, LogLine line) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(prefix(service).getBytes(StandardCharsets.UTF_8));
    if (timestamps) {
      text.writeBytes(stamp(line.time()));
    }
    text.writeBytes(line.bytes());
    text.write('\n');
    screen.write(text.toByteArray());
  }

  /** What stands before a service's lines; empty for a view without prefixes. */
  public String prefix(String service) {
    return prefixed ? prefixes.computeIfAbsent(service, this::makePrefix) : "";
  }

  private String makePrefix(String service) {
    String name = service + " ".repeat(Math.max(0, width - service.length())) + "  | ";
    int colour = COLOURS[next.getAndIncrement() % COLOURS.length];
    return coloured ? "\u001b[" + colour + "m" + name + "\u001b[0m" : name;
  }

  private static byte[] stamp(Instant time) {
    return (time + " ").getBytes(StandardCharsets.UTF_8);
  }
}
