package jcompose.engine.cgroup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cgroup controller that the engine uses; cgroups(7). */
public enum Controller {
  CPU("cpu"),
  CPUACCT(""),
  CPUSET("cpuset"),
  MEMORY("memory"),
  DEVICES(""),
  PIDS("pids"),
  BLKIO("io"),
  FREEZER(""),
  HUGETLB("hugetlb"),
  RDMA("rdma"),
  NET_CLS(""),
  NET_PRIO("");

  private final String unifiedName;

  Controller(String unifiedName) {
    this.unifiedName = unifiedName;
  }

  /** The name as a v1 mount option and in /proc/cgroups. */
  public String legacyName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in {@code cgroup.controllers}; empty where v2 has no such controller. */
  Optional<String> unifiedName() {
    return Optional.of(unifiedName).filter(name -> !name.isEmpty());
  }

  static Optional<Controller> ofLegacyName(String name) {
    return Arrays.stream(values()).filter(c -> c.legacyName().equals(name)).findFirst();
  }

  /** The names of all that v2 has. */
  static String unifiedNames() {
    return Arrays.stream(values())
        .flatMap(controller -> controller.unifiedName().stream())
        .collect(Collectors.joining(", "));
  }

  static Optional<Controller> ofUnifiedName(String name) {
    return Arrays.stream(values())
        .filter(c -> c.unifiedName().filter(name::equals).isPresent())
        .findFirst();
  }
}
