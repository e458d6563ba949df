package jcompose.composer.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import jcompose.composer.model.BlkioConfig;
import jcompose.composer.model.Limits;
import jcompose.composer.tree.Quantities;

/** Binds the cgroup limits of a service; 0 means no limit, as in Docker. */
final class LimitsBinder {
  private static final Pattern DEVICE_RULE =
      Pattern.compile("[abc] (\\d+|\\*):(\\d+|\\*) [rwm]{1,3}");

  private final Context context;
  private final Map<String, Attribute> service;

  LimitsBinder(Context context, Map<String, Attribute> service) {
    this.context = context;
    this.service = service;
  }

  Limits bind() {
    DeployResources deploy = DeployResources.of(service.get("deploy"));
    return new Limits(
        new CpuLimitsBinder(service, deploy).bind(),
        new MemoryLimitsBinder(service, deploy).bind(),
        pids(deploy),
        optional("blkio_config").map(new BlkioBinder(context)::bind).orElse(BlkioConfig.NONE),
        optional("device_cgroup_rules").map(LimitsBinder::deviceRules).orElse(List.of()),
        optional("cgroup_parent").flatMap(LimitsBinder::cgroupParent));
  }

  private Optional<Attribute> optional(String key) {
    return Optional.ofNullable(service.get(key));
  }

  private OptionalLong pids(DeployResources deploy) {
    OptionalLong plain = pids(optional("pids_limit"));
    OptionalLong deployed = pids(deploy.limit("pids"));
    return deploy.agreed(
        plain, service.get("pids_limit"), deployed, deploy.limit("pids"), "pids_limit");
  }

  private static OptionalLong pids(Optional<Attribute> attribute) {
    if (attribute.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong pids = unlessZero(Integers.of(attribute.get()));
    if (pids.isPresent() && pids.getAsLong() < -1) {
      attribute.get().problem("must be above 0, or -1 for no limit");
    }
    return pids;
  }

  private static List<String> deviceRules(Attribute attribute) {
    List<String> rules = new ArrayList<>();
    for (Attribute item : attribute.items()) {
      Optional<String> rule = item.nonEmptyString();
      if (rule.isPresent() && !isDeviceRule(rule.get())) {
        item.problem(
            "'"
                + rule.get()
                + "' is not of the form 'TYPE MAJOR:MINOR ACCESS', for example 'c 10:200 rwm'");
      } else {
        rule.ifPresent(rules::add);
      }
    }
    return rules;
  }

  private static boolean isDeviceRule(String rule) {
    String access = rule.substring(rule.lastIndexOf(' ') + 1);
    return DEVICE_RULE.matcher(rule).matches()
        && access.chars().distinct().count() == access.length();
  }

  private static Optional<String> cgroupParent(Attribute attribute) {
    Optional<String> text = attribute.nonEmptyString();
    if (text.isEmpty()) {
      return text;
    }
    String path = text.get().startsWith("/") ? text.get() : "/" + text.get();
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    boolean plain =
        bare.isEmpty()
            || Arrays.stream(bare.substring(1).split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!plain) {
      attribute.problem("'" + text.get() + "' is not a plain path below the cgroups' roots");
      return Optional.empty();
    }
    return Optional.of(bare);
  }

  /** A number of bytes, or a size with a unit. */
  static OptionalLong bytes(Attribute attribute) {
    Optional<String> text = attribute.numberText();
    OptionalLong bytes = text.map(Quantities::bytes).orElse(OptionalLong.empty());
    if (text.isPresent() && bytes.isEmpty()) {
      attribute.problem("'" + text.get() + "' is not a size such as 512m, 1.5gb or 1048576");
    }
    return bytes;
  }

  static OptionalLong unlessZero(OptionalLong number) {
    return number.isPresent() && number.getAsLong() == 0 ? OptionalLong.empty() : number;
  }
}
