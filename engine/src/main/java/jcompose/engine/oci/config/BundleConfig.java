package jcompose.engine.oci.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The whole of a {@code config.json}. Sections for other systems than Linux are not read. */
public record BundleConfig(
    String ociVersion,
    Optional<ProcessConfig> process,
    Optional<RootConfig> root,
    Optional<String> hostname,
    Optional<String> domainname,
    List<MountConfig> mounts,
    Optional<HooksConfig> hooks,
    Map<String, String> annotations,
    Optional<LinuxConfig> linux) {
  private static final Pattern VERSION = Pattern.compile("1\\.\\d+\\.\\d+([-+].*)?");

  /** The root file system, relative to the bundle when it does not begin with a slash. */
  public record RootConfig(String path, Optional<Boolean> readonly) {
    /** Checks that there is a path. */
    public RootConfig {
      Texts.require(path, "path");
    }
  }

  /** Copies the collections and checks the version. */
  public BundleConfig {
    mounts = List.copyOf(mounts);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    if (!VERSION.matcher(ociVersion).matches()) {
      throw new IllegalArgumentException(
          "ociVersion: '" + ociVersion + "' is not supported, 1.0.0 to 1.3.0 are");
    }
    if (root.isEmpty()) {
      throw new IllegalArgumentException("root: is missing");
    }
  }

  /** The same with other mounts. */
  public BundleConfig withMounts(List<MountConfig> others) {
    return new BundleConfig(
        ociVersion, process, root, hostname, domainname, others, hooks, annotations, linux);
  }

  /** The same with another process. */
  public BundleConfig withProcess(ProcessConfig other) {
    return new BundleConfig(
        ociVersion,
        Optional.of(other),
        root,
        hostname,
        domainname,
        mounts,
        hooks,
        annotations,
        linux);
  }

  /** The Linux section; an empty one where there is none. */
  public LinuxConfig linuxOrEmpty() {
    return linux.orElse(LinuxConfig.EMPTY);
  }

  /** The root file system. */
  public RootConfig rootOrFail() {
    return root.orElseThrow();
  }

  /** All hooks; none where there is no such section. */
  public HooksConfig hooksOrNone() {
    return hooks.orElse(HooksConfig.NONE);
  }
}
