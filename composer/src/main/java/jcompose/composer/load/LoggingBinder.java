package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.composer.tree.Quantities;
import jcompose.engine.spec.LogSettings;

/** Binds {@code logging}: how much of a container's output is kept. */
final class LoggingBinder {
  private static final Keys KEYS = Keys.of("driver", "options");
  private static final List<String> DRIVERS = List.of("json-file", "local", "none");
  private static final Set<String> OTHERS =
      Set.of(
          "syslog",
          "journald",
          "gelf",
          "fluentd",
          "awslogs",
          "splunk",
          "etwlogs",
          "gcplogs",
          "logentries");

  /** Of the files' form, or of what is told with each line, which is not kept. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "compress",
          "mode",
          "max-buffer-size",
          "labels",
          "labels-regex",
          "env",
          "env-regex",
          "tag");

  private static final long LOCAL_SIZE = 20L << 20;
  private static final int LOCAL_FILES = 5;
  private static final int MOST_FILES = 10_000;

  private final Problems problems;
  private final Attribute logging;

  LoggingBinder(Problems problems, Attribute logging) {
    this.problems = problems;
    this.logging = logging;
  }

  LogSettings bind(boolean terminal) {
    Map<String, Attribute> fields = logging.fields(KEYS);
    Attribute driver = fields.get("driver");
    Attribute options = fields.get("options");
    String name = driver == null ? "json-file" : driver.string().orElse("json-file");
    if (driver != null && !name.isEmpty() && !DRIVERS.contains(name)) {
      driver.problem(
          OTHERS.contains(name)
              ? "'"
                  + name
                  + "' would send the output elsewhere, which nothing here does; use"
                  + " 'json-file' or 'local', and let the other program read 'jcompose logs -f'"
              : "'"
                  + name
                  + "' is not one of json-file, local, none"
                  + Suggestion.of(name, DRIVERS));
      return LogSettings.DEFAULT;
    }
    if (name.equals("none")) {
      if (terminal && driver != null) {
        driver.problem("'none' with 'tty: true' is not possible here: a terminal's output is kept");
      }
      return LogSettings.NONE;
    }
    return limits(options == null ? Map.of() : options.entries(), name.equals("local"));
  }

  private LogSettings limits(Map<String, Attribute> options, boolean local) {
    long size = local ? LOCAL_SIZE : 0;
    long files = local ? LOCAL_FILES : 0;
    for (Map.Entry<String, Attribute> option : options.entrySet()) {
      Attribute value = option.getValue();
      switch (option.getKey()) {
        case "max-size" -> size = size(value);
        case "max-file" -> files = files(value);
        default -> other(option.getKey(), value);
      }
    }
    if (size > 0 && files <= 1) {
      // Docker keeps one file and cuts it off; halves keep as much, and never nothing.
      return new LogSettings(false, Math.max(1, size / 2), 2);
    }
    return new LogSettings(false, Math.max(size, 0), files == 1 ? 2 : (int) files);
  }

  private static long size(Attribute value) {
    Optional<String> text = Environment.text(value);
    OptionalLong bytes = text.map(Quantities::bytes).orElse(OptionalLong.empty());
    if (text.filter("-1"::equals).isPresent()) {
      return 0;
    }
    if (text.isPresent() && (bytes.isEmpty() || bytes.getAsLong() == 0)) {
      value.problem("'" + text.get() + "' is not a size such as 10m");
    }
    return bytes.orElse(0);
  }

  private static long files(Attribute value) {
    Optional<String> text = Environment.text(value);
    boolean valid =
        text.isPresent()
            && text.get().matches("[1-9][0-9]{0,4}")
            && Integer.parseInt(text.get()) <= MOST_FILES;
    if (text.isPresent() && !valid) {
      value.problem("'" + text.get() + "' is not a number of files, 1 to " + MOST_FILES);
    }
    return valid ? Integer.parseInt(text.get()) : 0;
  }

  private void other(String key, Attribute value) {
    if (WITHOUT_EFFECT.contains(key)) {
      problems.warn(
          value.position(),
          value.path(),
          "without effect: the log's files have a form of their own here");
      return;
    }
    List<String> all = new ArrayList<>(WITHOUT_EFFECT);
    all.addAll(List.of("max-size", "max-file"));
    all.sort(null);
    value.problem("unknown option" + Suggestion.of(key, all));
  }
}
