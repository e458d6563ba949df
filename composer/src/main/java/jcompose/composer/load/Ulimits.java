package jcompose.composer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.Ulimit;
import jcompose.composer.yaml.YamlScalar;
import jcompose.engine.spec.Rlimit;

/** Binds {@code ulimits}: {@code NAME: LIMIT} or {@code NAME: {soft: LIMIT, hard: LIMIT}}. */
final class Ulimits {
  private static final String PREFIX = "RLIMIT_";
  private static final Keys KEYS = Keys.of("soft", "hard");
  private static final List<String> NAMES =
      Rlimit.types().stream()
          .map(type -> type.substring(PREFIX.length()).toLowerCase(Locale.ROOT))
          .toList();

  private Ulimits() {}

  static List<Ulimit> bind(Attribute attribute) {
    List<Ulimit> ulimits = new ArrayList<>();
    attribute
        .entries()
        .forEach(
            (name, limit) -> {
              if (!NAMES.contains(name)) {
                limit.problem("unknown ulimit" + Suggestion.of(name, NAMES));
              } else {
                ulimit(name, limit).ifPresent(ulimits::add);
              }
            });
    return ulimits;
  }

  private static Optional<Ulimit> ulimit(String name, Attribute limit) {
    if (!limit.isMapping()) {
      OptionalLong both = limit(limit);
      return both.isPresent()
          ? Optional.of(new Ulimit(name, both.getAsLong(), both.getAsLong()))
          : Optional.empty();
    }
    Map<String, Attribute> fields = limit.fields(KEYS);
    Attribute softField = fields.get("soft");
    Attribute hardField = fields.get("hard");
    if (softField == null || hardField == null) {
      limit.problem("needs '" + (softField == null ? "soft" : "hard") + "'");
      return Optional.empty();
    }
    OptionalLong soft = limit(softField);
    OptionalLong hard = limit(hardField);
    if (soft.isEmpty() || hard.isEmpty()) {
      return Optional.empty();
    }
    if (Long.compareUnsigned(soft.getAsLong(), hard.getAsLong()) > 0) {
      softField.problem("must not be above 'hard'");
      return Optional.empty();
    }
    return Optional.of(new Ulimit(name, soft.getAsLong(), hard.getAsLong()));
  }

  private static OptionalLong limit(Attribute attribute) {
    if (attribute.node() instanceof YamlScalar scalar && scalar.text().equals("unlimited")) {
      return OptionalLong.of(Rlimit.INFINITY);
    }
    OptionalLong number = Integers.of(attribute);
    if (number.isPresent() && number.getAsLong() < Rlimit.INFINITY) {
      attribute.problem("must be 0 or more, or -1 for no limit");
      return OptionalLong.empty();
    }
    return number;
  }
}
