package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The mount that a path lies on. */
class SharedMountsTest {
  private static final String MOUNTINFO =
      """
      1 0 8:1 / / rw shared:1 - ext4 /dev/sda rw
      2 1 8:2 / /srv/a\\040b rw - ext4 /dev/sdb rw
      3 2 8:3 / /srv/a\\040b/c rw master:4 - ext4 /dev/sdc rw
      4 1 8:4 / /srv/a\\040b rw shared:5 - tmpfs tmpfs rw
      """;

  @Test
  void isTheInnermostAndOfSeveralTheLast() {
    assertEquals("1", id("/srv"));
    assertEquals("1", id("/srv/a"));
    assertEquals("4", id("/srv/a b/x"));
    assertEquals("3", id("/srv/a b/c/d"));
  }

  private static String id(String path) {
    return SharedMounts.mountOf(Path.of(path), MOUNTINFO).split(" ", -1)[0];
  }
}
