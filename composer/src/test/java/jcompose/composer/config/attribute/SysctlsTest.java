package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code sysctls}: a mapping or a list of pairs. */
final class SysctlsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        sysctls:
          a.b: "0"
          net.core.somaxconn: "1024"
        """,
        "sysctls: {net.core.somaxconn: 1024, a.b: \"0\"}");
    becomes(
        """
        sysctls:
          net.core.somaxconn: "1024"
        """,
        "sysctls: [net.core.somaxconn=1024]");
  }

  @Test
  void merges() {
    merge(
        """
        sysctls:
          a.b: "2"
          c.d: "3"
        """,
        "sysctls: [a.b=1]",
        "sysctls: {a.b: 2, c.d: 3}");
  }

  @Test
  void refused() {
    refuses(
        "sysctls: a", "s.yml:4:14: services.s.sysctls: must be a mapping or a list, not a string");
    refuses(
        "sysctls: {a: [1]}",
        "s.yml:4:18: services.s.sysctls.a: must be a string, number or boolean, not " + "a list");
  }
}
