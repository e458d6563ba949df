package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code domainname}: the NIS domain. */
final class DomainnameTest extends AttributeTest {
  @Test
  void forms() {
    becomes("domainname: foo.com\n", "domainname: foo.com");
  }

  @Test
  void merges() {
    merge("domainname: b\n", "domainname: a", "domainname: b");
  }

  @Test
  void refused() {
    refuses("domainname: [a]", "s.yml:4:17: services.s.domainname: must be a string, not a list");
  }
}
