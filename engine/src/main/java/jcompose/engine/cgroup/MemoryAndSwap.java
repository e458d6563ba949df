package jcompose.engine.cgroup;

import java.util.OptionalLong;
import jcompose.engine.EngineException;
import jcompose.engine.spec.MemoryResources;

/**
 * Memory limits as users give them: swap counts memory too, 0 means nothing said, -1 unlimited.
 *
 * @param limit of memory
 * @param total of memory and swap together
 */
record MemoryAndSwap(OptionalLong limit, OptionalLong total) {
  /**
   * What was said, checked.
   *
   * @throws EngineException when the total is below the limit, or without one
   */
  static MemoryAndSwap of(MemoryResources memory) {
    OptionalLong limit = said(memory.limit());
    OptionalLong total = said(memory.swap());
    boolean limited = limit.isPresent() && limit.getAsLong() > 0;
    if (total.isEmpty()) {
      // what unlimits memory unlimits swap as well
      return new MemoryAndSwap(limit, limit.isPresent() && !limited ? limit : total);
    }
    long bytes = total.getAsLong();
    if (!limited) {
      if (bytes < 0) {
        return new MemoryAndSwap(limit, limit.isPresent() ? total : OptionalLong.empty());
      }
      throw new EngineException(
          "memory and swap limit " + bytes + " needs a memory limit beside it");
    }
    if (bytes > 0 && bytes < limit.getAsLong()) {
      throw new EngineException(
          "memory and swap limit "
              + bytes
              + " is less than the memory limit "
              + limit.getAsLong()
              + "; it counts both together");
    }
    return new MemoryAndSwap(limit, total);
  }

  /** What Docker gives when only memory is limited: as much swap as memory. */
  long twice() {
    long bytes = limit.orElseThrow();
    return bytes > Long.MAX_VALUE / 2 ? -1 : 2 * bytes;
  }

  private static OptionalLong said(OptionalLong bytes) {
    if (bytes.isEmpty() || bytes.getAsLong() == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(bytes.getAsLong(), -1));
  }
}
