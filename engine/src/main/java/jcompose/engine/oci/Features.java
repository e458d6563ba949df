package jcompose.engine.oci;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jcompose.engine.security.CapabilityNumbers;

/** What the runtime can do, as the specification's features document has it. */
public record Features(
    String ociVersionMin,
    String ociVersionMax,
    List<String> hooks,
    List<String> mountOptions,
    Linux linux) {
  /** Something that is there or not. */
  public record Enabled(boolean enabled) {}

  /** How cgroups are made. */
  public record Cgroup(boolean v1, boolean v2, boolean systemd, boolean systemdUser) {}

  /** What mounts can do besides. */
  public record MountExtensions(Enabled idmap) {}

  /** What is Linux's. */
  public record Linux(
      List<String> namespaces,
      List<String> capabilities,
      Cgroup cgroup,
      Enabled apparmor,
      Enabled selinux,
      Enabled intelRdt,
      MountExtensions mountExtensions,
      Enabled netDevices) {}

  /** This runtime's on this machine. */
  public static Features current() {
    return new Features(
        "1.0.0",
        "1.3.0",
        List.of(
            "prestart",
            "createRuntime",
            "createContainer",
            "startContainer",
            "poststart",
            "poststop"),
        MountOptions.known().stream().sorted().toList(),
        new Linux(
            List.of("cgroup", "ipc", "mount", "network", "pid", "time", "user", "uts"),
            CapabilityNumbers.NAMES,
            new Cgroup(true, true, false, false),
            new Enabled(Files.isDirectory(Path.of("/sys/kernel/security/apparmor"))),
            new Enabled(Files.isDirectory(Path.of("/sys/fs/selinux"))),
            new Enabled(false),
            new MountExtensions(new Enabled(true)),
            new Enabled(false)));
  }
}
