package jcompose.composer.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of one kind of mapping.
 *
 * @param supported those that mean something here
 * @param unsupported those of the Compose Specification that are refused by name
 */
record Keys(Set<String> supported, Set<String> unsupported) {
  private static final String[] OF_NETWORKS = {"links", "mac_address", "networks", "ports"};

  static Keys of(String... supported) {
    return new Keys(Set.of(supported), Set.of());
  }

  Keys butNot(String... names) {
    return new Keys(supported, Set.of(names));
  }

  boolean supports(String key) {
    return supported.contains(key);
  }

  /** Why a key is not supported. */
  String refusal(String key) {
    if (unsupported.contains(key)) {
      return "not supported yet";
    }
    List<String> all = new ArrayList<>(supported);
    all.addAll(unsupported);
    all.sort(null);
    return "unknown key" + Suggestion.of(key, all);
  }

  Keys and(String... names) {
    Set<String> all = new HashSet<>(supported);
    all.addAll(List.of(names));
    return new Keys(all, unsupported);
  }

  /** The keys of a Compose file. */
  static Keys ofFile(boolean networks) {
    Keys keys = of("name", "version", "services", "volumes", "configs", "secrets", "models");
    return networks ? keys.and("networks", "links") : keys.butNot("networks", "links");
  }

  /** The keys of a service. */
  static Keys ofService(boolean networks) {
    Keys keys = ofService();
    return networks ? keys.and(OF_NETWORKS) : keys;
  }

  private static Keys ofService() {
    return of(
            "image",
            "command",
            "entrypoint",
            "environment",
            "env_file",
            "working_dir",
            "user",
            "hostname",
            "domainname",
            "conf",
            "rootfs",
            "namespaces",
            "volumes",
            "tmpfs",
            "volumes_from",
            "shm_size",
            "devices",
            "pid",
            "ipc",
            "uts",
            "cgroup",
            "userns_mode",
            "network_mode",
            "cpus",
            "cpu_shares",
            "cpuset",
            "mem_limit",
            "mem_reservation",
            "memswap_limit",
            "pids_limit",
            "read_only",
            "cap_add",
            "cap_drop",
            "security_opt",
            "privileged",
            "stop_signal",
            "stop_grace_period",
            "depends_on",
            "tty",
            "stdin_open",
            "labels",
            "profiles",
            "scale",
            "group_add",
            "ulimits",
            "oom_score_adj",
            "sysctls",
            "init",
            "cpu_count",
            "cpu_percent",
            "cpu_period",
            "cpu_quota",
            "cpu_rt_period",
            "cpu_rt_runtime",
            "mem_swappiness",
            "oom_kill_disable",
            "blkio_config",
            "device_cgroup_rules",
            "cgroup_parent",
            "deploy",
            "configs",
            "secrets",
            "extra_hosts",
            "dns",
            "dns_search",
            "dns_opt",
            "label_file",
            "annotations",
            "container_name",
            "attach",
            "pull_policy",
            "pull_refresh_after",
            "platform",
            "expose",
            "logging",
            "restart",
            "healthcheck",
            "post_start",
            "pre_stop",
            "storage_opt",
            "runtime",
            "isolation",
            "credential_spec",
            "develop",
            "provider",
            "models",
            "use_api_socket",
            "build",
            "gpus")
        .butNot("external_links links mac_address networks ports pre_start".split(" "));
  }
}
