package jcompose.engine.oci.config;

import java.util.BitSet;

/** Processors as the kernel lists them, for example {@code 0-3,7}. */
public final class CpuList {
  private static final int MOST = 1 << 16;

  private CpuList() {}

  /**
   * The numbers.
   *
   * @throws IllegalArgumentException naming the property
   */
  public static BitSet parse(String list, String property) {
    BitSet processors = new BitSet();
    for (String range : list.trim().split(",", -1)) {
      String trimmed = range.trim();
      if (!trimmed.matches("\\d{1,5}(-\\d{1,5})?")) {
        throw new IllegalArgumentException(property + " '" + list + "' is not a list like 0-3,7");
      }
      int dash = trimmed.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? trimmed : trimmed.substring(0, dash));
      int last = Integer.parseInt(trimmed.substring(dash + 1));
      if (last < first || last >= MOST) {
        throw new IllegalArgumentException(property + " '" + list + "': " + range + " is no range");
      }
      processors.set(first, last + 1);
    }
    return processors;
  }
}
