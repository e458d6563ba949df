package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code devices}: paths with a place and permissions; unique by place. */
final class DevicesTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        devices:
          - source: /dev/null
            target: /dev/null
            permissions: rwm
          - source: /dev/ttyUSB0
            target: /dev/tty9
            permissions: rwm
          - source: /dev/sda
            target: /dev/xvda
            permissions: rwm
        """,
        "devices: [/dev/null, '/dev/ttyUSB0:/dev/tty9', '/dev/sda:/dev/xvda:rwm']");
    becomes(
        """
        devices:
          - source: /dev/a
            target: /dev/b
            permissions: r
        """,
        "devices: [{source: /dev/a, target: /dev/b, permissions: r}]");
  }

  @Test
  void merges() {
    merge(
        """
        devices:
          - source: /dev/b
            target: /dev/x
            permissions: rwm
          - source: /dev/c
            target: /dev/c
            permissions: rwm
        """,
        "devices: ['/dev/a:/dev/x']",
        "devices: ['/dev/b:/dev/x', '/dev/c']");
  }

  @Test
  void refused() {
    refuses("devices: /dev/null", "s.yml:4:14: services.s.devices: must be a list, not a string");
    refuses("devices: [{target: /dev/b}]", "s.yml:4:15: services.s.devices[0]: needs 'source'");
  }
}
