package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.spec.Mount;

/**
 * A mount with what the host told of its source.
 *
 * @param mount what to mount
 * @param folder whether its source is a folder
 * @param options its options, sorted
 * @param ofInit whether the source is opened in the mount namespace of process 1
 */
public record PlacedMount(Mount mount, boolean folder, MountOptions options, boolean ofInit) {
  /** A mount with its own options. */
  public PlacedMount(Mount mount, boolean folder) {
    this(mount, folder, options(mount), false);
  }

  /** The target without {@code .}, {@code ..} and doubled slashes. */
  public String target() {
    return Path.of(mount.target()).normalize().toString();
  }

  /** Whether it lies in /proc, which is mounted after everything else. */
  public boolean inProc() {
    return Path.of(target()).startsWith("/proc");
  }

  /** A tmpfs begins with Docker's defaults. */
  private static MountOptions options(Mount mount) {
    List<String> words = new ArrayList<>();
    if (mount instanceof Mount.Bind bind) {
      words.addAll(bind.options());
    } else if (mount instanceof Mount.FileSystem made) {
      words.addAll(made.options());
    } else if (mount instanceof Mount.Tmpfs tmpfs) {
      words.addAll(List.of("nosuid", "nodev", "noexec"));
      words.addAll(List.of(tmpfs.options().split(",", -1)));
      if (tmpfs.readonly()) {
        words.add("ro");
      }
    }
    return MountOptions.parse(words);
  }

  /** The same, opened in the mount namespace of process 1. */
  public PlacedMount inInit() {
    return new PlacedMount(mount, folder, options, true);
  }

  /** Whether the host's later mounts below its source appear in the container. */
  public boolean spreads() {
    return options.propagation().filter(Propagation::reachesTheHost).isPresent();
  }

  /** Whether it shows the container's own cgroups. */
  boolean isCgroup() {
    return mount instanceof Mount.FileSystem made && made.fsType().startsWith("cgroup");
  }

  /** Outer targets before inner ones, else in the given order. */
  public static List<PlacedMount> ordered(List<PlacedMount> mounts) {
    return mounts.stream()
        .sorted(Comparator.comparingInt(mount -> Path.of(mount.target()).getNameCount()))
        .collect(Collectors.toList());
  }
}
