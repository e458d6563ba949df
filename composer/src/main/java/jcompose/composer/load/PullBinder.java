package jcompose.composer.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.PullSettings;
import jcompose.composer.model.PullSettings.Policy;
import org.jspecify.annotations.Nullable;

/** Binds {@code pull_policy}, {@code pull_refresh_after} and {@code platform}. */
final class PullBinder {
  private static final List<String> WORDS =
      List.of(
          "always", "never", "missing", "if_not_present", "build", "refresh", "daily", "weekly");
  private static final Pattern EVERY = Pattern.compile("every_(([0-9]{1,6}[wdhms])+)");
  private static final Pattern PART = Pattern.compile("([0-9]+)([wdhms])");
  private static final Pattern PLATFORM =
      Pattern.compile("([a-z0-9]+)(/[a-z0-9_]+)?(/[a-z0-9.]+)?");
  private static final int DAYS_OF_A_WEEK = 7;

  private final Map<String, Attribute> service;

  PullBinder(Map<String, Attribute> service) {
    this.service = service;
  }

  PullSettings bind() {
    Attribute attribute = service.get("pull_policy");
    Attribute refresh = service.get("pull_refresh_after");
    String word = attribute == null ? "missing" : attribute.string().orElse("missing");
    if (refresh != null && !word.equals("refresh")) {
      refresh.problem("needs 'pull_policy: refresh'");
    }
    Duration after = Duration.ZERO;
    Policy policy = Policy.REFRESH;
    switch (word) {
      case "always" -> policy = Policy.ALWAYS;
      case "never" -> policy = Policy.NEVER;
      case "missing", "if_not_present" -> policy = Policy.MISSING;
      case "daily" -> after = Duration.ofDays(1);
      case "weekly" -> after = Duration.ofDays(DAYS_OF_A_WEEK);
      case "refresh" -> after = refreshAfter(attribute, refresh);
      default -> after = every(attribute, word);
    }
    return new PullSettings(
        policy, after, Optional.ofNullable(service.get("platform")).flatMap(PullBinder::platform));
  }

  private static Duration refreshAfter(@Nullable Attribute policy, @Nullable Attribute refresh) {
    if (refresh == null) {
      if (policy != null) {
        policy.problem("'refresh' needs 'pull_refresh_after', for example 24h");
      }
      return Duration.ZERO;
    }
    String text = refresh.numberText().orElse("");
    Optional<Duration> after = duration(text);
    if (!text.isEmpty() && after.isEmpty()) {
      refresh.problem("'" + text + "' is not a time such as 24h or 1w (w, d, h, m, s)");
    }
    return after.orElse(Duration.ZERO);
  }

  private static Duration every(@Nullable Attribute attribute, String word) {
    Matcher every = EVERY.matcher(word);
    if (attribute == null) {
      return Duration.ZERO;
    }
    if (word.equals("build")) {
      attribute.problem(
          "there is no builder here; build the image with another tool and leave this out");
    } else if (every.matches()) {
      return duration(every.group(1)).orElse(Duration.ZERO);
    } else {
      attribute.problem(
          "'"
              + word
              + "' is not one of "
              + String.join(", ", WORDS)
              + ", every_24h"
              + Suggestion.of(word, WORDS));
    }
    return Duration.ZERO;
  }

  private static Optional<Duration> duration(String text) {
    if (!text.matches("([0-9]{1,6}[wdhms])+")) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "w" -> Duration.ofDays(count * DAYS_OF_A_WEEK);
                case "d" -> Duration.ofDays(count);
                case "h" -> Duration.ofHours(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
              });
    }
    return Optional.of(sum);
  }

  private static Optional<String> platform(Attribute attribute) {
    Optional<String> text = attribute.nonEmptyString();
    if (text.isEmpty()) {
      return text;
    }
    Matcher parts = PLATFORM.matcher(text.get());
    if (!parts.matches() || parts.group(2) == null) {
      attribute.problem("'" + text.get() + "' is not of the form linux/ARCHITECTURE[/VARIANT]");
    } else if (!parts.group(1).equals("linux")) {
      attribute.problem("'" + text.get() + "': this is Linux, and runs nothing else");
    }
    return text;
  }
}
