package jcompose.composer.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.LifeSettings;
import jcompose.composer.model.Restart;
import jcompose.composer.model.Restart.Condition;

/** Binds {@code restart}, {@code deploy.restart_policy}, {@code healthcheck} and the hooks. */
final class LifeBinder {
  private static final Pattern COUNTED = Pattern.compile("on-failure:([0-9]{1,9})");
  private static final List<String> WORDS = List.of("no", "always", "on-failure", "unless-stopped");
  private static final List<String> CONDITIONS = List.of("none", "on-failure", "any");
  private static final Keys POLICY = Keys.of("condition", "delay", "max_attempts", "window");

  private final Context context;
  private final Map<String, Attribute> service;

  LifeBinder(Context context, Map<String, Attribute> service) {
    this.context = context;
    this.service = service;
  }

  LifeSettings bind() {
    Optional<Restart> deployed =
        Optional.ofNullable(service.get("deploy"))
            .filter(Attribute::isMapping)
            .flatMap(deploy -> Optional.ofNullable(deploy.entries().get("restart_policy")))
            .filter(policy -> !policy.isNull())
            .map(LifeBinder::policy);
    Optional<Restart> own = Optional.ofNullable(service.get("restart")).flatMap(LifeBinder::word);
    return new LifeSettings(
        deployed // it wins, as in Docker Compose; the other is checked all the same
            .or(() -> own)
            .filter(known -> known.condition() != Condition.NO),
        Optional.ofNullable(service.get("healthcheck")).map(HealthBinder::bind),
        new HooksBinder(context).bind(service));
  }

  private static Optional<Restart> word(Attribute attribute) {
    return attribute
        .string()
        .filter(text -> !text.isEmpty())
        .flatMap(text -> restart(attribute, text));
  }

  private static Optional<Restart> restart(Attribute attribute, String text) {
    Matcher counted = COUNTED.matcher(text);
    if (counted.matches()) {
      return Optional.of(restart(Condition.ON_FAILURE, Integer.parseInt(counted.group(1))));
    }
    return switch (text) {
      case "no" -> Optional.empty();
      case "always" -> Optional.of(restart(Condition.ALWAYS, 0));
      case "on-failure" -> Optional.of(restart(Condition.ON_FAILURE, 0));
      case "unless-stopped" -> Optional.of(restart(Condition.UNLESS_STOPPED, 0));
      default -> {
        attribute.problem(
            "'"
                + text
                + "' is not one of no, always, on-failure, on-failure:NUMBER, unless-stopped"
                + Suggestion.of(text, WORDS));
        yield Optional.empty();
      }
    };
  }

  private static Restart restart(Condition condition, int attempts) {
    return new Restart(condition, attempts, Optional.empty(), Duration.ZERO);
  }

  private static Restart policy(Attribute policy) {
    Map<String, Attribute> fields = policy.fields(POLICY);
    String condition =
        Optional.ofNullable(fields.get("condition"))
            .flatMap(attribute -> attribute.oneOf(CONDITIONS))
            .orElse("any");
    long attempts =
        Optional.ofNullable(fields.get("max_attempts"))
            .map(attribute -> Integers.within(attribute, 0, Integer.MAX_VALUE).orElse(0))
            .orElse(0L);
    return new Restart(
        switch (condition) {
          case "none" -> Condition.NO;
          case "on-failure" -> Condition.ON_FAILURE;
          default -> Condition.ALWAYS;
        },
        (int) attempts,
        Optional.ofNullable(fields.get("delay")).flatMap(Durations::bind),
        Optional.ofNullable(fields.get("window")).flatMap(Durations::bind).orElse(Duration.ZERO));
  }
}
