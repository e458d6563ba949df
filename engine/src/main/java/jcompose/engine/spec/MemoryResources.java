package jcompose.engine.spec;

import java.util.OptionalLong;

/**
 * Limits of memory, in bytes.
 *
 * @param limit of memory; -1 means unlimited
 * @param reservation what is kept under pressure
 * @param swap of memory and swap together; -1 means unlimited swap
 * @param kernel of the kernel's memory; the kernel has no such limit since 5.16
 * @param kernelTcp of TCP buffers; cgroup v1 only
 * @param swappiness 0 to 100, how readily pages are swapped; cgroup v1 only
 * @param disableOomKiller whether processes wait for memory instead of being killed; cgroup v1 only
 */
public record MemoryResources(
    OptionalLong limit,
    OptionalLong reservation,
    OptionalLong swap,
    OptionalLong kernel,
    OptionalLong kernelTcp,
    OptionalLong swappiness,
    boolean disableOomKiller) {
  /** No limits. */
  public static final MemoryResources UNLIMITED =
      of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /** Checks the range of swappiness. */
  public MemoryResources {
    if (swappiness.isPresent() && (swappiness.getAsLong() < 0 || swappiness.getAsLong() > 100)) {
      throw new IllegalArgumentException(
          "memory swappiness " + swappiness.getAsLong() + " is not from 0 to 100");
    }
  }

  /** Those that are common. */
  public static MemoryResources of(
      OptionalLong limit, OptionalLong reservation, OptionalLong swap) {
    return new MemoryResources(
        limit,
        reservation,
        swap,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false);
  }
}
