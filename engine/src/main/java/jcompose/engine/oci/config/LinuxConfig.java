package jcompose.engine.oci.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The section {@code linux}. */
public record LinuxConfig(
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings,
    Map<String, String> sysctl,
    Optional<ResourcesConfig> resources,
    Optional<String> cgroupsPath,
    List<Namespace> namespaces,
    List<DeviceConfig> devices,
    Map<String, Present> netDevices,
    Optional<SeccompConfig> seccomp,
    Optional<String> rootfsPropagation,
    List<String> maskedPaths,
    List<String> readonlyPaths,
    Optional<String> mountLabel,
    Optional<Present> intelRdt,
    Optional<Present> memoryPolicy,
    Optional<Personality> personality,
    Map<String, TimeOffset> timeOffsets) {
  /** The section of a config.json that has none. */
  static final LinuxConfig EMPTY =
      new LinuxConfig(
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  /** Anything: a section of which only matters that it is there. */
  public record Present() {}

  /** A namespace: a new one, or with a path the one of that file. */
  public record Namespace(String type, Optional<String> path) {
    private static final List<String> TYPES =
        List.of("mount", "uts", "ipc", "pid", "network", "cgroup", "user", "time");

    /** Checks the type. An empty path is none. */
    public Namespace {
      Texts.requireOneOf(type, "type", TYPES);
      path = path.filter(text -> !text.isEmpty());
      path.ifPresent(text -> Texts.requireAbsolute(text, "path"));
    }
  }

  /** A node that is made in the container. */
  public record DeviceConfig(
      String type,
      String path,
      OptionalLong major,
      OptionalLong minor,
      OptionalInt fileMode,
      OptionalLong uid,
      OptionalLong gid) {
    /** Checks the type, the path and the numbers. */
    public DeviceConfig {
      Texts.requireOneOf(type, "type", List.of("c", "b", "u", "p"));
      Texts.requireAbsolute(path, "path");
      Texts.requireId(uid.orElse(0), "uid");
      Texts.requireId(gid.orElse(0), "gid");
      if (fileMode.orElse(0) < 0 || (fileMode.orElse(0) & ~0177777) != 0) {
        throw new IllegalArgumentException("fileMode " + fileMode.getAsInt() + " is no file mode");
      }
      boolean numbered = major.isPresent() && minor.isPresent();
      if (!type.equals("p") && (!numbered || major.getAsLong() < 0 || minor.getAsLong() < 0)) {
        throw new IllegalArgumentException(path + ": major and minor must be given");
      }
    }
  }

  /** personality(2). */
  public record Personality(String domain, List<String> flags) {
    /** Checks the domain; the specification knows no flags. */
    public Personality {
      flags = List.copyOf(flags);
      Texts.requireOneOf(domain, "domain", List.of("LINUX", "LINUX32"));
      if (!flags.isEmpty()) {
        throw new IllegalArgumentException("flags: none are supported, there is " + flags);
      }
    }

    /** The kernel's number. */
    public long number() {
      return domain.equals("LINUX32") ? 0x0008 : 0;
    }
  }

  /** What a clock of a time namespace is ahead. */
  public record TimeOffset(OptionalLong secs, OptionalLong nanosecs) {}

  /** Copies the collections. */
  public LinuxConfig {
    uidMappings = List.copyOf(uidMappings);
    gidMappings = List.copyOf(gidMappings);
    sysctl = Collections.unmodifiableMap(new LinkedHashMap<>(sysctl));
    namespaces = List.copyOf(namespaces);
    devices = List.copyOf(devices);
    netDevices = Map.copyOf(netDevices);
    maskedPaths = List.copyOf(maskedPaths);
    readonlyPaths = List.copyOf(readonlyPaths);
    timeOffsets = Collections.unmodifiableMap(new LinkedHashMap<>(timeOffsets));
    maskedPaths.forEach(path -> Texts.requireAbsolute(path, "maskedPaths:"));
    readonlyPaths.forEach(path -> Texts.requireAbsolute(path, "readonlyPaths:"));
  }
}
