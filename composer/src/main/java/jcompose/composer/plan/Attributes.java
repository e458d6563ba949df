package jcompose.composer.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.model.Service;

/** The file's words for parts of a service's record. */
final class Attributes {
  /** Parts that are called otherwise, the longer before what they begin with. */
  private static final Map<String, String> WORDS = words();

  /** Parts of which the key below is the user's own or an attribute. */
  private static final List<String> WITH_KEYS =
      List.of("environment", "labels", "annotations", "sysctls", "healthcheck");

  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+\\]");

  private Attributes() {}

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("mounts", "volumes");
    words.put("life.restart", "restart");
    words.put("life.health", "healthcheck");
    words.put("life.hooks.", "");
    words.put("container.name", "container_name");
    words.put("container.annotations", "annotations");
    words.put("container.logging", "logging");
    words.put("resolution.extraHosts", "extra_hosts");
    words.put("resolution.dnsOptions", "dns_opt");
    words.put("resolution.dnsSearch", "dns_search");
    words.put("resolution.dns", "dns");
    words.put("process.groupAdd", "group_add");
    words.put("process.oomScoreAdj", "oom_score_adj");
    words.put("process.", "");
    words.put("limits.cpu.nano", "cpus");
    words.put("limits.cpu.percentNano", "cpu_percent");
    words.put("limits.cpu.count", "cpu_count");
    words.put("limits.cpu.shares", "cpu_shares");
    words.put("limits.cpu.quotaMicros", "cpu_quota");
    words.put("limits.cpu.periodMicros", "cpu_period");
    words.put("limits.cpu.realtimeRuntimeMicros", "cpu_rt_runtime");
    words.put("limits.cpu.realtimePeriodMicros", "cpu_rt_period");
    words.put("limits.cpu.cpuset", "cpuset");
    words.put("limits.memory.limit", "mem_limit");
    words.put("limits.memory.reservation", "mem_reservation");
    words.put("limits.memory.swappiness", "mem_swappiness");
    words.put("limits.memory.swap", "memswap_limit");
    words.put("limits.memory.oomKillDisable", "oom_kill_disable");
    words.put("limits.blkio", "blkio_config");
    words.put("limits.", "");
    words.put("namespaces.PID", "pid");
    words.put("namespaces.IPC", "ipc");
    words.put("namespaces.UTS", "uts");
    words.put("namespaces.NETWORK", "network_mode");
    words.put("namespaces.CGROUP", "cgroup");
    words.put("namespaces.USER", "userns_mode");
    return words;
  }

  /**
   * The attribute that a part of a service's record comes from.
   *
   * @param path as {@link Flat} has it
   * @param service says which of several attributes the file has
   */
  static String of(String path, Service service) {
    String part = path.replaceFirst("\\[.*", "");
    String attribute = attribute(part, service);
    Map<String, ?> there = service.positions();
    if (part.startsWith("life.hooks")) {
      return hook(path, attribute, there);
    }
    if (part.startsWith("namespaces") && there.containsKey("namespaces")) {
      return "namespaces";
    }
    boolean deployed = part.startsWith("limits") || part.startsWith("life.restart");
    if (deployed && !there.containsKey(attribute) && there.containsKey("deploy")) {
      return "deploy";
    }
    return attribute;
  }

  /** The hook, if the file has it still; {@code post_start} when their number differs. */
  private static String hook(String path, String attribute, Map<String, ?> there) {
    Matcher index = INDEX.matcher(path);
    String one = index.find() ? attribute + index.group() : attribute;
    return there.containsKey(one) ? one : attribute;
  }

  private static String attribute(String part, Service service) {
    if (part.startsWith("source")) {
      return service.positions().containsKey("rootfs") ? "rootfs" : "image";
    }
    String named = part;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      if (part.startsWith(word.getKey())) {
        named = word.getValue() + part.substring(word.getKey().length());
        break;
      }
    }
    int dot = named.indexOf('.');
    String head = snake(dot < 0 ? named : named.substring(0, dot));
    if (dot < 0 || !WITH_KEYS.contains(head)) {
      return head;
    }
    String key = named.substring(dot + 1);
    return head + "." + (head.equals("healthcheck") ? snake(key) : key);
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
