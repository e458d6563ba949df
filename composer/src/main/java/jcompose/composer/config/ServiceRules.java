package jcompose.composer.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.load.Problems;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlNode;

/** What the attributes of one service demand of each other. */
final class ServiceRules {
  private final Edit service;
  private final Position position;
  private final String path;
  private final Problems problems;

  ServiceRules(Edit service, Position position, String path, Problems problems) {
    this.service = service;
    this.position = position;
    this.path = path;
    this.problems = problems;
  }

  void check() {
    source();
    build();
    if (!service.text("network_mode").isEmpty() && service.has("networks")) {
      problem("network_mode", "does not go with 'networks'");
    }
    healthcheck();
    twice("scale", "replicas");
    twice("cpus", "resources", "limits", "cpus");
    twice("mem_limit", "resources", "limits", "memory");
    twice("mem_reservation", "resources", "reservations", "memory");
    twice("pids_limit", "resources", "limits", "pids");
    if (service.has("container_name") && (many("scale") || many("replicas"))) {
      problem("container_name", "gives several containers the same name");
    }
    targets();
    watches();
  }

  private void source() {
    boolean made = service.has("build") || service.has("provider") || service.has("rootfs");
    if (!made && service.text("image").isEmpty()) {
      problems.add(position, path, "needs 'image', 'build' or 'rootfs'");
    }
  }

  private void build() {
    if (!service.has("build")) {
      return;
    }
    Edit build = Edit.of(service.get("build").orElseThrow());
    if (build.has("dockerfile") && build.has("dockerfile_inline")) {
      problem("build", "takes only one of dockerfile, dockerfile_inline");
    }
    List<String> platforms = build.items("platforms").stream().map(Edit::textOf).toList();
    String platform = service.text("platform");
    if (!platform.isEmpty() && !platforms.isEmpty() && !platforms.contains(platform)) {
      problem("build", "its platforms do not contain the service's, '" + platform + "'");
    }
  }

  private void healthcheck() {
    Optional<YamlNode> check = service.get("healthcheck");
    List<YamlNode> test = check.map(node -> Edit.of(node).items("test")).orElse(List.of());
    if (!test.isEmpty()) {
      String first = Edit.textOf(test.get(0));
      if (!List.of("NONE", "CMD", "CMD-SHELL").contains(first)) {
        problems.add(
            test.get(0).position(),
            path + ".healthcheck.test",
            "begins with NONE, CMD or CMD-SHELL, not '" + first + "'");
      }
    }
  }

  /** Two attributes for the same thing must agree. */
  private void twice(String key, String... inDeploy) {
    Optional<YamlNode> node = service.get("deploy");
    for (String step : inDeploy) {
      node = node.flatMap(outer -> Edit.of(outer).get(step));
    }
    if (service.has(key) && node.isPresent()) {
      BigDecimal one = number(service.text(key));
      BigDecimal other = number(Edit.textOf(node.get()));
      if (one.compareTo(other) != 0) {
        problem(
            key,
            "contradicts deploy." + String.join(".", inDeploy) + " at " + node.get().position());
      }
    }
  }

  private boolean many(String key) {
    Optional<YamlNode> number =
        key.equals("scale")
            ? service.get("scale")
            : service.get("deploy").flatMap(deploy -> Edit.of(deploy).get(key));
    return number
            .map(Edit::textOf)
            .map(ServiceRules::number)
            .orElse(BigDecimal.ZERO)
            .compareTo(BigDecimal.ONE)
        > 0;
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO; // a variable that is not put in
    }
  }

  private void targets() {
    Map<String, Position> places = new HashMap<>();
    for (YamlNode item : service.items("tmpfs")) {
      target(places, Edit.textOf(item).split(":", 2)[0], item.position(), "tmpfs");
    }
    for (YamlNode mount : service.items("volumes")) {
      target(places, Edit.of(mount).text("target"), mount.position(), "volumes");
    }
  }

  private void target(Map<String, Position> places, String target, Position where, String key) {
    Position first = places.putIfAbsent(target, where);
    if (first != null && !target.isEmpty()) {
      problems.add(where, path + "." + key, "'" + target + "' is mounted already, at " + first);
    }
  }

  private void watches() {
    List<YamlNode> watches =
        service.get("develop").map(node -> Edit.of(node).items("watch")).orElse(List.of());
    for (YamlNode watch : watches) {
      Edit fields = Edit.of(watch);
      String action = fields.text("action");
      if (!fields.has("target") && action.startsWith("sync")) {
        problems.add(
            watch.position(), path + ".develop.watch", "needs 'target' for '" + action + "'");
      }
    }
  }

  private void problem(String key, String words) {
    Position where = service.get(key).map(YamlNode::position).orElse(position);
    problems.add(where, path + "." + key, words);
  }
}
