package jcompose.engine.spec;

/**
 * Whether a cgroup's processes may open or make a device node.
 *
 * @param type {@code c} character, {@code b} block, {@code a} both
 * @param major the major number, -1 means any
 * @param minor the minor number, -1 means any
 * @param access a non-empty part of {@code rwm}: read, write, mknod
 * @param allow whether it is allowed or denied; the last rule that matches decides
 */
public record DeviceRule(String type, long major, long minor, String access, boolean allow) {
  /** Checks the letters and the numbers. */
  public DeviceRule {
    if (!type.matches("[abc]")) {
      throw new IllegalArgumentException("device type '" + type + "' is not one of a, b, c");
    }
    if (major < -1 || minor < -1) {
      throw new IllegalArgumentException("device number " + major + ":" + minor + " is negative");
    }
    if (!access.matches("[rwm]{1,3}") || access.chars().distinct().count() != access.length()) {
      throw new IllegalArgumentException("device access '" + access + "' is not a part of 'rwm'");
    }
  }

  /** An allowed device. */
  public static DeviceRule allow(char type, long major, long minor, String access) {
    return new DeviceRule(Character.toString(type), major, minor, access, true);
  }

  /** The rule as cgroup v1 reads it, for example {@code c 1:3 rwm} or {@code b *:* m}. */
  public String text() {
    return type + " " + number(major) + ":" + number(minor) + " " + access;
  }

  private static String number(long number) {
    return number < 0 ? "*" : Long.toString(number);
  }
}
