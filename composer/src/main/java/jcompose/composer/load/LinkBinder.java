package jcompose.composer.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.LinkSettings;
import org.jspecify.annotations.Nullable;

/** Binds {@code link}: what is done to the packets, as a whole or in each direction. */
final class LinkBinder {
  static final List<String> NAMES =
      List.of("delay", "jitter", "loss", "rate", "corrupt", "duplicate", "reorder");

  private static final Keys KEYS_OF_DIRECTION = Keys.of(NAMES.toArray(String[]::new));
  private static final Keys KEYS = KEYS_OF_DIRECTION.and("egress", "ingress", "fallback");

  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");
  private static final Pattern RATE =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([kmgt]?)bit", Pattern.CASE_INSENSITIVE);

  private static final BigDecimal FASTEST = new BigDecimal(Long.MAX_VALUE / 8);

  private LinkBinder() {}

  /** Of the key {@code link} of an interface: without a direction, it is of what is sent. */
  static LinkSettings of(Map<String, Attribute> fields) {
    return bind(fields.get("link"), false);
  }

  /** Of the key {@code link} of a wire: without a direction, it is of both. */
  static LinkSettings ofWire(Map<String, Attribute> fields) {
    return bind(fields.get("link"), true);
  }

  private static LinkSettings bind(@Nullable Attribute link, boolean wire) {
    if (link == null) {
      return LinkSettings.NONE;
    }
    Map<String, Attribute> fields = link.fields(KEYS);
    Optional<Impairment> bare = impairment(link, fields);
    return new LinkSettings(
        direction("egress", fields, bare, bare),
        direction("ingress", fields, bare, wire ? bare : Optional.empty()),
        Optional.ofNullable(fields.get("fallback"))
            .flatMap(word -> word.oneOf(List.of("rate")))
            .isPresent());
  }

  private static Optional<Impairment> direction(
      String key,
      Map<String, Attribute> fields,
      Optional<Impairment> bare,
      Optional<Impairment> otherwise) {
    Attribute attribute = fields.get(key);
    if (attribute == null) {
      return otherwise;
    }
    if (bare.isPresent()) {
      attribute.problem("stands in place of the keys beside it; give the one or the others");
    }
    Optional<Impairment> given = impairment(attribute, attribute.fields(KEYS_OF_DIRECTION));
    return given.isPresent() ? given : Optional.of(Impairment.NONE);
  }

  /** What the keys say; empty when none of them is there, or they do not go together. */
  private static Optional<Impairment> impairment(Attribute at, Map<String, Attribute> fields) {
    if (NAMES.stream().noneMatch(fields::containsKey)) {
      return Optional.empty();
    }
    Duration delay = time(fields, "delay");
    for (String key : List.of("jitter", "reorder")) {
      Attribute other = fields.get(key);
      if (other != null && delay.isZero() && isSomething(key, fields)) {
        other.problem("needs a 'delay', of which it is a part");
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          new Impairment(
              delay,
              time(fields, "jitter"),
              percent(fields, "loss"),
              rate(fields),
              percent(fields, "corrupt"),
              percent(fields, "duplicate"),
              percent(fields, "reorder")));
    } catch (IllegalArgumentException e) {
      at.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean isSomething(String key, Map<String, Attribute> fields) {
    return key.equals("jitter") ? !time(fields, key).isZero() : percent(fields, key) > 0;
  }

  static Duration time(Map<String, Attribute> fields, String key) {
    Attribute attribute = fields.get(key);
    Duration time = Optional.ofNullable(attribute).flatMap(Durations::bind).orElse(Duration.ZERO);
    if (attribute != null && time.compareTo(Impairment.LONGEST) > 0) {
      attribute.problem("is longer than the kernel's " + Impairment.LONGEST.toSeconds() + "s");
      return Duration.ZERO;
    }
    return time;
  }

  static double percent(Map<String, Attribute> fields, String key) {
    Attribute attribute = fields.get(key);
    Optional<String> text = Optional.ofNullable(attribute).flatMap(Attribute::numberText);
    if (attribute == null || text.isEmpty() || text.get().equals("0")) {
      return 0;
    }
    Matcher matcher = PERCENT.matcher(text.get());
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : -1;
    if (percent < 0 || percent > 100) {
      attribute.problem("'" + text.get() + "' is not a share such as 1% or 0.5%, up to 100%");
      return 0;
    }
    return percent;
  }

  static OptionalLong rate(Map<String, Attribute> fields) {
    Attribute attribute = fields.get("rate");
    Optional<String> text = Optional.ofNullable(attribute).flatMap(Attribute::nonEmptyString);
    if (attribute == null || text.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher matcher = RATE.matcher(text.get());
    if (matcher.matches()) {
      int thousands = " kmgt".indexOf((matcher.group(2) + " ").toLowerCase(Locale.ROOT).charAt(0));
      BigDecimal bits =
          new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1000).pow(thousands));
      if (bits.compareTo(BigDecimal.valueOf(8)) >= 0 && bits.compareTo(FASTEST) <= 0) {
        return OptionalLong.of(bits.longValue());
      }
    }
    if (matcher.matches()) {
      attribute.problem("'" + text.get() + "' is no rate of a link: 8bit a second is the least");
      return OptionalLong.empty();
    }
    attribute.problem(
        "'" + text.get() + "' is not a rate such as 10mbit (bit, kbit, mbit, gbit, tbit a second)");
    return OptionalLong.empty();
  }
}
