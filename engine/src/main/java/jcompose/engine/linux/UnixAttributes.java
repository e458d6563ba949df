package jcompose.engine.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What stat(2) tells of a file beyond what Java's own attributes do; symlinks are followed.
 *
 * @param mode type and permissions
 * @param uid owner
 * @param gid group
 * @param major a device's driver
 * @param minor a device among its driver's
 */
public record UnixAttributes(int mode, int uid, int gid, int major, int minor) {
  /**
   * Reads them.
   *
   * @throws IOException when there is no such file
   */
  public static UnixAttributes of(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid,rdev");
    long device = number(attributes, "rdev");
    return new UnixAttributes(
        (int) number(attributes, "mode"),
        (int) number(attributes, "uid"),
        (int) number(attributes, "gid"),
        (int) (((device >> 8) & 0xfff) | ((device >> 32) & ~0xfffL)),
        (int) ((device & 0xff) | ((device >> 12) & ~0xffL)));
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
  }
}
