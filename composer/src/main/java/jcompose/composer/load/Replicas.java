package jcompose.composer.load;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Binds {@code scale} and {@code deploy.replicas}, which are the same. */
final class Replicas {
  /** More than a machine could run; each has addresses to be found before anything starts. */
  static final int MOST = 1000;

  private Replicas() {}

  /** How many containers a service asks for; empty when it says nothing. */
  static OptionalInt bind(Map<String, Attribute> service) {
    Optional<Attribute> scale = Optional.ofNullable(service.get("scale"));
    Optional<Attribute> replicas =
        Optional.ofNullable(service.get("deploy"))
            .filter(Attribute::isMapping)
            .flatMap(deploy -> Optional.ofNullable(deploy.entries().get("replicas")))
            .filter(attribute -> !attribute.isNull());
    OptionalInt one = number(scale);
    OptionalInt other = number(replicas);
    if (one.isPresent() && other.isPresent() && !one.equals(other)) {
      String place = "contradicts deploy.replicas at " + replicas.orElseThrow().position();
      scale.orElseThrow().problem(place);
    }
    return one.isPresent() ? one : other;
  }

  private static OptionalInt number(Optional<Attribute> attribute) {
    OptionalLong number =
        attribute.map(one -> Integers.within(one, 0, MOST)).orElse(OptionalLong.empty());
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
