package jcompose.composer.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.HealthCheck;
import jcompose.composer.model.Probe;

/** Binds {@code healthcheck}. */
final class HealthBinder {
  private static final Keys KEYS =
      Keys.of(
          "test",
          "interval",
          "timeout",
          "retries",
          "start_period",
          "start_interval",
          "disable",
          "tcp",
          "http",
          "log",
          "file");
  private static final List<String> KINDS = List.of("NONE", "CMD", "CMD-SHELL");

  private final Map<String, Attribute> fields;

  private HealthBinder(Map<String, Attribute> fields) {
    this.fields = fields;
  }

  static HealthCheck bind(Attribute attribute) {
    return new HealthBinder(attribute.fields(KEYS)).bind();
  }

  private HealthCheck bind() {
    boolean disabled = optional("disable").map(Attribute::bool).orElse(false);
    List<String> test = optional("test").map(HealthBinder::test).orElse(List.of());
    Optional<Probe> probe = ProbeBinder.bind(fields);
    return new HealthCheck(
        disabled ? List.of("NONE") : test,
        disabled ? Optional.empty() : probe,
        time("interval"),
        time("timeout"),
        time("start_period"),
        time("start_interval"),
        optional("retries")
            .map(retries -> Integers.within(retries, 0, Integer.MAX_VALUE))
            .flatMap(
                count ->
                    count.isPresent() ? Optional.of((int) count.getAsLong()) : Optional.empty()));
  }

  private static List<String> test(Attribute test) {
    if (!test.isList()) {
      return test.string()
          .filter(text -> !text.isEmpty())
          .map(text -> List.of("CMD-SHELL", text))
          .orElse(List.of());
    }
    List<String> words = test.strings();
    if (words.isEmpty()) {
      return words;
    }
    String kind = words.get(0);
    if (!KINDS.contains(kind)) {
      test.items().get(0).problem("begins with NONE, CMD or CMD-SHELL, not '" + kind + "'");
    } else if (words.size() < 2 && !kind.equals("NONE")) {
      test.problem("needs what is run after '" + kind + "'");
    } else if (words.size() > 2 && kind.equals("CMD-SHELL")) {
      test.problem("needs one text for the shell after 'CMD-SHELL'; quote it as a whole");
    }
    return words;
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  private Optional<Duration> time(String key) {
    return optional(key).flatMap(Durations::bind);
  }
}
