package jcompose.composer.model;

import java.util.OptionalLong;

/**
 * Limits of memory.
 *
 * @param limit bytes
 * @param reservation bytes
 * @param swap bytes of memory and swap together; -1 means unlimited swap
 * @param swappiness 0 to 100
 * @param oomKillDisable whether processes wait for memory instead of being killed
 */
public record MemoryLimits(
    OptionalLong limit,
    OptionalLong reservation,
    OptionalLong swap,
    OptionalLong swappiness,
    boolean oomKillDisable) {
  /** No limits. */
  public static final MemoryLimits NONE =
      new MemoryLimits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false);
}
