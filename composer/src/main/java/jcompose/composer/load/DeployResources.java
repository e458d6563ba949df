package jcompose.composer.load;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code deploy.resources}, which may say the same as a service's own keys, but not another. */
final class DeployResources {
  private static final Keys DEPLOY =
      Keys.of(
          "resources",
          "restart_policy",
          "mode",
          "endpoint_mode",
          "labels",
          "placement",
          "update_config",
          "rollback_config",
          "replicas");
  private static final Keys RESOURCES = Keys.of("limits", "reservations");
  private static final Keys LIMITS = Keys.of("cpus", "memory", "pids");
  private static final Keys RESERVATIONS =
      Keys.of("cpus", "memory", "devices", "generic_resources");

  private final Map<String, Attribute> limits;
  private final Map<String, Attribute> reservations;

  private DeployResources(Map<String, Attribute> limits, Map<String, Attribute> reservations) {
    this.limits = limits;
    this.reservations = reservations;
  }

  static DeployResources of(@Nullable Attribute deploy) {
    Map<String, Attribute> resources = fields(fields(deploy, DEPLOY).get("resources"), RESOURCES);
    return new DeployResources(
        fields(resources.get("limits"), LIMITS),
        fields(resources.get("reservations"), RESERVATIONS));
  }

  private static Map<String, Attribute> fields(@Nullable Attribute attribute, Keys keys) {
    return attribute == null ? Map.of() : attribute.fields(keys);
  }

  Optional<Attribute> limit(String key) {
    return Optional.ofNullable(limits.get(key));
  }

  Optional<Attribute> reservation(String key) {
    return Optional.ofNullable(reservations.get(key));
  }

  /** The one that was said; both must be the same when both were. */
  OptionalLong agreed(
      OptionalLong plain,
      @Nullable Attribute at,
      OptionalLong deployed,
      Optional<Attribute> deployedAt,
      String key) {
    if (at != null && deployedAt.isPresent() && !plain.equals(deployed)) {
      deployedAt.get().problem("contradicts '" + key + "' at " + at.position());
    }
    return plain.isPresent() ? plain : deployed;
  }
}
