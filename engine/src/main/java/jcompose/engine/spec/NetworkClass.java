package jcompose.engine.spec;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Marks of a container's packets, by the v1 controllers net_cls and net_prio.
 *
 * @param classId the mark that tc(8) sees, {@code 0xAAAABBBB} for {@code AAAA:BBBB}
 * @param priorities interface to priority, in order
 */
public record NetworkClass(OptionalLong classId, Map<String, Integer> priorities) {
  /** No marks. */
  public static final NetworkClass NONE = new NetworkClass(OptionalLong.empty(), Map.of());

  /** Copies the map. */
  public NetworkClass {
    priorities = Ordered.copy(priorities);
  }
}
