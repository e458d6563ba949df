package jcompose.composer.load;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.tree.Quantities;

/**
 * Binds {@code namespaces.time: {monotonic: 2h, boottime: -1d}}. A number is seconds, as in the
 * OCI's {@code timeOffsets}.
 */
final class TimeNamespace {
  /** A namespace of its own, whose clocks show what the host's do. */
  static final NamespaceChoice UNSHIFTED = new NamespaceChoice.Clocks(Duration.ZERO, Duration.ZERO);

  static final String EXAMPLE = "{monotonic: 2h, boottime: 1d}";

  private static final Keys KEYS = Keys.of("monotonic", "boottime");
  private static final Pattern OFFSET = Pattern.compile("([+-]?)(?:(\\d{1,7})d)?(.*)");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

  private TimeNamespace() {}

  static Optional<NamespaceChoice> bind(Attribute field) {
    Map<String, Attribute> clocks = field.fields(KEYS);
    Optional<Duration> monotonic = offset(clocks, "monotonic");
    Optional<Duration> boottime = offset(clocks, "boottime");
    return monotonic.isEmpty() || boottime.isEmpty()
        ? Optional.empty()
        : Optional.of(new NamespaceChoice.Clocks(monotonic.get(), boottime.get()));
  }

  private static Optional<Duration> offset(Map<String, Attribute> clocks, String key) {
    Attribute field = clocks.get(key);
    if (field == null) {
      return Optional.of(Duration.ZERO);
    }
    Optional<String> text = field.numberText();
    Optional<Duration> offset = text.flatMap(TimeNamespace::offset);
    if (text.isPresent() && offset.isEmpty()) {
      field.problem("'" + text.get() + "' is not seconds, or a time such as 2h, 1d12h or -90s");
    }
    return offset;
  }

  private static Optional<Duration> offset(String text) {
    Matcher matcher = OFFSET.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String days = matcher.group(2);
    String rest = matcher.group(3);
    Optional<Duration> time =
        days != null && rest.isEmpty()
            ? Optional.of(Duration.ZERO)
            : SECONDS.matcher(rest).matches() && days == null
                ? Optional.of(Duration.ofSeconds(Long.parseLong(rest)))
                : Quantities.duration(rest);
    Optional<Duration> whole =
        time.map(part -> days == null ? part : part.plusDays(Long.parseLong(days)));
    return matcher.group(1).equals("-") ? whole.map(Duration::negated) : whole;
  }
}
