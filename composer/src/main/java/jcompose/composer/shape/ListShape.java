package jcompose.composer.shape;

/**
 * A list.
 *
 * @param item each of its values
 * @param single what a scalar in place of the list means
 * @param join how another list is laid over it
 * @param nullable whether it may be left empty
 */
public record ListShape(Shape item, Single single, Join join, boolean nullable) implements Shape {
  /** What a scalar in place of a list means. */
  public enum Single {
    /** It is wrong. */
    NONE,
    /** It is the only item. */
    ITEM,
    /** It is a command line, split as a shell does. */
    WORDS,
    /** It is a command for a shell: {@code [CMD-SHELL, it]}. */
    SHELL
  }

  /** How a list is laid over another: what is the same thing in both. */
  public enum Join {
    /** Nothing is; the items are appended. */
    APPEND,
    /** The list is replaced as a whole. */
    REPLACE,
    /** What has the same text. */
    TEXT,
    /** What has the same text before a {@code =}. */
    KEY,
    /** Mounts with the same target. */
    TARGET,
    /** Devices with the same target. */
    DEVICE,
    /** Ports with the same address, numbers and protocol. */
    PORT,
    /** Files with the same target, by default {@code /NAME}. */
    CONFIG,
    /** Files with the same target, by default {@code /run/secrets/NAME}. */
    SECRET,
    /** Files with the same {@code path}. */
    PATH,
    /** Mappings with the same {@code subnet}, which are merged. */
    SUBNET
  }

  @Override
  public String kind() {
    return single == Single.NONE ? "a list" : "a string or a list";
  }
}
