package jcompose.engine.spec;

import java.util.Optional;

/**
 * The processors of an exec's process, as lists such as {@code 0-1,3}: sched_setaffinity(2).
 *
 * @param initial from its first instruction on
 * @param last from its program on
 */
public record CpuAffinity(Optional<String> initial, Optional<String> last) {
  /** Checks the lists. */
  public CpuAffinity {
    initial.ifPresent(list -> CpuList.parse(list).words());
    last.ifPresent(list -> CpuList.parse(list).words());
  }
}
