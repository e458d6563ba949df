package jcompose.engine;

import java.util.Locale;
import java.util.Map;

/**
 * What one layer may cost, so that a small download cannot fill a disk.
 *
 * @param bytes inflated size of the archive
 * @param entries files, folders and links in it
 */
public record LayerLimits(long bytes, long entries) {
  /** The variable that sets the first. */
  public static final String BYTES = "JCOMPOSE_LAYER_BYTES";

  /** The variable that sets the second. */
  public static final String ENTRIES = "JCOMPOSE_LAYER_ENTRIES";

  /** 64 GiB and 5 million entries: far above real images, below what harms a machine unseen. */
  public static final LayerLimits DEFAULT = new LayerLimits(64L << 30, 5_000_000);

  /** Checks that both are positive. */
  public LayerLimits {
    if (bytes <= 0 || entries <= 0) {
      throw new IllegalArgumentException("layer limits must be positive");
    }
  }

  /**
   * Those that {@code JCOMPOSE_LAYER_BYTES} and {@code JCOMPOSE_LAYER_ENTRIES} set, for example
   * {@code 200g}; the usual ones where they do not.
   *
   * @throws EngineException naming the variable that holds no such number
   */
  public static LayerLimits of(Map<String, String> environment) {
    return new LayerLimits(
        number(environment, BYTES, DEFAULT.bytes), number(environment, ENTRIES, DEFAULT.entries));
  }

  private static long number(Map<String, String> environment, String name, long usual) {
    String text = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return usual;
    }
    int unit = "kmgt".indexOf(text.charAt(text.length() - 1));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    if (digits.matches("[1-9][0-9]{0,17}")) {
      long count = Long.parseLong(digits);
      long factor = 1L << (10 * (unit + 1));
      if (count <= Long.MAX_VALUE / factor) {
        return count * factor;
      }
    }
    throw new EngineException(
        name + "='" + text + "' is not a positive number such as 5000000, 500m or 64g");
  }
}
