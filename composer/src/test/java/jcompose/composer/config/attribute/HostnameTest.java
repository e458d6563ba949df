package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code hostname}: its own name. */
final class HostnameTest extends AttributeTest {
  @Test
  void forms() {
    becomes("hostname: web-1\n", "hostname: web-1");
    becomes("hostname: a.b\n", "hostname: a.b");
  }

  @Test
  void merges() {
    merge("hostname: b\n", "hostname: a", "hostname: b");
  }

  @Test
  void refused() {
    refuses(
        "hostname: 5",
        "s.yml:4:15: services.s.hostname: must be a string, not a number; write \"5\"");
    refuses("hostname: [a]", "s.yml:4:15: services.s.hostname: must be a string, not a list");
  }
}
