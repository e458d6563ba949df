package jcompose.engine.rootfs;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.spec.Mount;

/**
 * A mount with what the host told of its source.
 *
 * @param mount what to mount
 * @param folder whether its source is a folder
 */
public record PlacedMount(Mount mount, boolean folder) {
  /** The target without {@code .}, {@code ..} and doubled slashes. */
  public String target() {
    return Path.of(mount.target()).normalize().toString();
  }

  /** Whether it lies in /proc, which is mounted after everything else. */
  public boolean inProc() {
    return Path.of(target()).startsWith("/proc");
  }

  /** Outer targets before inner ones, else in the given order. */
  public static List<PlacedMount> ordered(List<PlacedMount> mounts) {
    return mounts.stream()
        .sorted(Comparator.comparingInt(mount -> Path.of(mount.target()).getNameCount()))
        .collect(Collectors.toList());
  }
}
