package jcompose.engine;

/**
 * What one layer may cost, so that a small download cannot fill a disk.
 *
 * @param bytes inflated size of the archive
 * @param entries files, folders and links in it
 */
public record LayerLimits(long bytes, long entries) {
  /** 64 GiB and 5 million entries: far above real images, below what harms a machine unseen. */
  public static final LayerLimits DEFAULT = new LayerLimits(64L << 30, 5_000_000);

  /** Checks that both are positive. */
  public LayerLimits {
    if (bytes <= 0 || entries <= 0) {
      throw new IllegalArgumentException("layer limits must be positive");
    }
  }
}
