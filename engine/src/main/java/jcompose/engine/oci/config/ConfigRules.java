package jcompose.engine.oci.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What properties of a config.json demand of each other, and what is refused. */
public final class ConfigRules {
  private static final Set<String> IPC_SYSCTLS =
      Set.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced");
  private static final Set<String> PROPAGATIONS =
      Set.of(
          "shared",
          "rshared",
          "slave",
          "rslave",
          "private",
          "rprivate",
          "unbindable",
          "runbindable");

  private final BundleConfig config;
  private final LinuxConfig linux;
  private final Map<String, Optional<String>> namespaces = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private ConfigRules(BundleConfig config) {
    this.config = config;
    this.linux = config.linuxOrEmpty();
  }

  /** All that is wrong, each with its place in the JSON; empty when nothing is. */
  public static List<String> problems(BundleConfig config) {
    ConfigRules rules = new ConfigRules(config);
    rules.namespaces();
    rules.mappings();
    rules.names();
    rules.sysctls();
    rules.times();
    rules.refused();
    return List.copyOf(rules.problems);
  }

  private void namespaces() {
    for (int i = 0; i < linux.namespaces().size(); i++) {
      LinuxConfig.Namespace namespace = linux.namespaces().get(i);
      if (namespaces.put(namespace.type(), namespace.path()) != null) {
        problems.add("linux.namespaces[" + i + "]: '" + namespace.type() + "' is there twice");
      }
    }
    if (!isNew("mount")) {
      problems.add(
          "linux.namespaces: a container needs a new mount namespace; add {\"type\": \"mount\"}");
    }
    if (config.process().isEmpty()) {
      problems.add("process: is missing, the container could never be started");
    }
  }

  private void mappings() {
    boolean mapped = !linux.uidMappings().isEmpty() || !linux.gidMappings().isEmpty();
    if (mapped && !isNew("user")) {
      problems.add("linux.uidMappings: they go with a new user namespace only");
    }
    if (isNew("user") && (linux.uidMappings().isEmpty() || linux.gidMappings().isEmpty())) {
      problems.add("linux.uidMappings and linux.gidMappings: a new user namespace needs both");
    }
    for (int i = 0; i < config.mounts().size(); i++) {
      MountConfig mount = config.mounts().get(i);
      if (mount.mapsIds() && !Bind.is(mount)) {
        problems.add("mounts[" + i + "]: ids are mapped of bind mounts only");
      } else if (mount.mapsIds() && mount.uidMappings().isEmpty() && !mapped) {
        problems.add(
            "mounts["
                + i
                + "].options: idmap needs uidMappings and gidMappings, the mount's or linux's");
      }
    }
  }

  private void names() {
    if (config.hostname().isPresent() && !isNew("uts")) {
      problems.add("hostname: it goes with a new uts namespace only");
    }
    if (config.domainname().isPresent() && !isNew("uts")) {
      problems.add("domainname: it goes with a new uts namespace only");
    }
    linux
        .rootfsPropagation()
        .filter(text -> !text.isEmpty() && !PROPAGATIONS.contains(text))
        .ifPresent(
            text -> problems.add("linux.rootfsPropagation: '" + text + "' is no propagation"));
  }

  private void sysctls() {
    for (String name : linux.sysctl().keySet()) {
      String dotted = name.replace('/', '.');
      String place = "linux.sysctl." + name;
      if (!dotted.matches("[A-Za-z0-9_.:@-]+") || dotted.contains("..")) {
        problems.add(place + ": is no name of a sysctl");
      } else if (dotted.startsWith("net.")) {
        demandOwn(place, "network");
      } else if (IPC_SYSCTLS.contains(dotted) || dotted.startsWith("fs.mqueue.")) {
        demandOwn(place, "ipc");
      } else if (dotted.equals("kernel.domainname")) {
        demandOwn(place, "uts");
      } else if (dotted.equals("kernel.hostname")) {
        problems.add(place + ": use hostname");
      } else {
        problems.add(place + ": it belongs to the whole machine, not to a namespace; set it there");
      }
    }
  }

  private void demandOwn(String place, String type) {
    if (!namespaces.containsKey(type)) {
      problems.add(place + ": it needs a " + type + " namespace of the container's own");
    }
  }

  private void times() {
    for (String clock : linux.timeOffsets().keySet()) {
      if (!clock.equals("monotonic") && !clock.equals("boottime")) {
        problems.add("linux.timeOffsets." + clock + ": is not monotonic or boottime");
      }
    }
    if (!linux.timeOffsets().isEmpty() && !isNew("time")) {
      problems.add("linux.timeOffsets: they go with a new time namespace only");
    }
  }

  private void refused() {
    if (linux.intelRdt().isPresent()) {
      problems.add("linux.intelRdt: is not supported; leave it out");
    }
    if (linux.memoryPolicy().isPresent()) {
      problems.add("linux.memoryPolicy: is not supported; leave it out");
    }
    if (!linux.netDevices().isEmpty()) {
      problems.add("linux.netDevices: is not supported; move the devices beforehand");
    }
    linux
        .seccomp()
        .flatMap(SeccompConfig::listenerPath)
        .filter(path -> !path.isEmpty())
        .ifPresent(
            path -> problems.add("linux.seccomp.listenerPath: is not supported; leave it out"));
  }

  private boolean isNew(String type) {
    return namespaces.getOrDefault(type, Optional.of("")).isEmpty();
  }
}
