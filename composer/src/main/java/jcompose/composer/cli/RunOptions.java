package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.load.ServiceOption;
import jcompose.composer.load.ServiceOption.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code run} that say what attributes of a service would; names are Docker's. */
final class RunOptions {
  private record Entry(
      List<String> names, String key, Kind kind, String label, String description) {
    String name() {
      return names.get(names.size() - 1);
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          text("image", "IMAGE", "Image to run", "--image"),
          text("rootfs", "DIR", "Folder in place of an image, below an overlay", "--rootfs"),
          text("pull_policy", "WHEN", "Fetch the image: always, missing or never", "--pull"),
          text("platform", "OS/ARCH", "Platform of the image", "--platform"),
          text("container_name", "NAME", "Name of the container", "--name"),
          new Entry(
              List.of("--entrypoint"),
              "entrypoint",
              Kind.WORDS,
              "PROGRAM",
              "In place of the image's entrypoint; '' for none"),
          text("user", "USER", "User, or user:group", "-u", "--user"),
          list("group_add", "GROUP", "Another group", "--group-add"),
          text("working_dir", "DIR", "Working directory", "-w", "--workdir"),
          list("environment", "NAME=VALUE", "Environment variable", "-e", "--env"),
          new Entry(
              List.of("--env-file"),
              "env_file",
              Kind.RAW_FILES,
              "FILE",
              "Lines NAME=VALUE of environment variables"),
          text("hostname", "NAME", "Host name (default: the container's id)", "--hostname"),
          text("domainname", "NAME", "NIS domain name", "--domainname"),
          new Entry(
              List.of("--conf"),
              "conf",
              Kind.ENTRIES,
              "WHAT=FILE",
              "File over /etc/hosts, hostname or resolv.conf"),
          list("extra_hosts", "NAME:ADDRESS", "Line of /etc/hosts", "--add-host"),
          list("dns", "ADDRESS", "Name server", "--dns"),
          new Entry(
              List.of("-v", "--volume"),
              "volumes",
              Kind.MOUNTS,
              "[SOURCE:]TARGET[:OPTIONS]",
              "Folder, file or volume to mount"),
          list("tmpfs", "TARGET[:OPTIONS]", "Folder in memory", "--tmpfs"),
          text("shm_size", "SIZE", "Size of /dev/shm", "--shm-size"),
          list("devices", "SOURCE[:TARGET[:rwm]]", "Device of the host", "--device"),
          flag("read_only", "No writes to the root file system", "--read-only"),
          text("cpus", "N", "Processors, 1.5 for one and a half", "--cpus"),
          text("cpu_shares", "N", "Share of processors when they are short", "--cpu-shares"),
          text("cpuset", "LIST", "Processors, as 0-2,4", "--cpuset-cpus", "--cpuset"),
          text("mem_limit", "SIZE", "Memory, as 64m", "-m", "--memory"),
          text("memswap_limit", "SIZE", "Memory and swap together, -1 for any", "--memory-swap"),
          text("mem_reservation", "SIZE", "Memory kept for it", "--memory-reservation"),
          text("pids_limit", "N", "Processes", "--pids-limit"),
          new Entry(
              List.of("--ulimit"),
              "ulimits",
              Kind.LIMITS,
              "NAME=SOFT[:HARD]",
              "Limit, setrlimit(2)"),
          text(
              "oom_score_adj",
              "N",
              "Which is killed first when memory is short",
              "--oom-score-adj"),
          list("sysctls", "NAME=VALUE", "Kernel setting of its namespaces", "--sysctl"),
          text("network_mode", "none|host", "Network (default: none but lo)", "--net", "--network"),
          text("pid", "host", "The host's processes", "--pid"),
          text("ipc", "host", "The host's IPC", "--ipc"),
          text("uts", "host", "The host's name", "--uts"),
          text("cgroup", "host", "The host's cgroups", "--cgroupns"),
          new Entry(
              List.of("--namespace"),
              "namespaces",
              Kind.ENTRIES,
              "TYPE=private|host|PATH",
              "Namespace: pid, ipc, uts, net, mount, cgroup or time"),
          list("cap_add", "CAPABILITY", "Capability more", "--cap-add"),
          list("cap_drop", "CAPABILITY", "Capability less", "--cap-drop"),
          flag("privileged", "All capabilities and devices", "--privileged"),
          list("security_opt", "OPTION", "seccomp=FILE, no-new-privileges, ...", "--security-opt"),
          flag("init", "A first process that reaps and passes signals on", "--init"),
          list("labels", "NAME=VALUE", "Label", "-l", "--label"),
          text("stop_signal", "SIGNAL", "What asks it to stop", "--stop-signal"),
          new Entry(
              List.of("--stop-timeout"),
              "stop_grace_period",
              Kind.SECONDS,
              "SECONDS",
              "Between that and SIGKILL"),
          flag("stdin_open", "Pass standard input on", "-i", "--interactive"),
          flag("tty", "A terminal", "-t", "--tty"));

  private RunOptions() {}

  private static Entry text(String key, String label, String description, String... names) {
    return new Entry(List.of(names), key, Kind.TEXT, label, description);
  }

  private static Entry list(String key, String label, String description, String... names) {
    return new Entry(List.of(names), key, Kind.LIST, label, description);
  }

  private static Entry flag(String key, String description, String... names) {
    return new Entry(List.of(names), key, Kind.FLAG, "", description);
  }

  /** What attributes are called here, by key. */
  static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    ENTRIES.forEach(entry -> names.put(entry.key(), entry.name()));
    return names;
  }

  static void addTo(CommandSpec spec) {
    for (Entry entry : ENTRIES) {
      String[] names = entry.names().toArray(new String[0]);
      spec.addOption(
          switch (entry.kind()) {
            case FLAG -> Options.flag(entry.description(), names);
            case TEXT, WORDS, SECONDS -> Options.value(entry.label(), entry.description(), names);
            default -> Options.values(entry.label(), entry.description(), names);
          });
    }
  }

  /** Those that were given. */
  static List<ServiceOption> of(ParseResult parsed) {
    List<ServiceOption> given = new ArrayList<>();
    for (Entry entry : ENTRIES) {
      if (parsed.hasMatchedOption(entry.name())) {
        given.add(
            new ServiceOption(entry.name(), entry.key(), entry.kind(), values(entry, parsed)));
      }
    }
    return given;
  }

  private static List<String> values(Entry entry, ParseResult parsed) {
    return switch (entry.kind()) {
      case FLAG -> List.of();
      case TEXT, WORDS, SECONDS -> List.of(parsed.matchedOptionValue(entry.name(), ""));
      default -> Options.list(parsed, entry.name());
    };
  }
}
