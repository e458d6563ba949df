package jcompose.engine.spec;

/**
 * A limit of huge pages of one size.
 *
 * @param pageSize as the kernel writes it: {@code 2MB}, {@code 1GB}, {@code 64KB}
 * @param limit bytes
 */
public record HugepageLimit(String pageSize, long limit) {
  /** Checks the size's form. */
  public HugepageLimit {
    if (!pageSize.matches("[1-9][0-9]*(KB|MB|GB)")) {
      throw new IllegalArgumentException(
          "huge page size '" + pageSize + "' is not of a form such as 2MB");
    }
  }
}
