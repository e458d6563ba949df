package jcompose.engine.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jcompose.engine.EngineException;

/** Which of the wanted capabilities this machine can give. */
public final class Granted {
  private Granted() {}

  /**
   * The mask of the wanted ones.
   *
   * @param wanted names; all of them together mean all that there are
   * @param available this process's bounding set
   * @throws EngineException naming those that were asked for singly and cannot be given
   */
  public static long mask(Set<String> wanted, long available) {
    long mask = CapabilityNumbers.mask(wanted);
    if (wanted.size() >= CapabilityNumbers.NAMES.size()) {
      return mask & available;
    }
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < CapabilityNumbers.NAMES.size(); i++) {
      if ((mask & ~available & 1L << i) != 0) {
        missing.add(CapabilityNumbers.NAMES.get(i));
      }
    }
    if (!missing.isEmpty()) {
      throw new EngineException(
          "capabilities "
              + String.join(", ", missing)
              + " are not available on this machine: this process itself may not have them; leave"
              + " them out of cap_add");
    }
    return mask;
  }
}
