package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code security_opt}: labels, profiles, no-new-privileges. */
final class SecurityOptTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        security_opt:
          - no-new-privileges:true
          - label:user:USER
          - seccomp=unconfined
        """,
        "security_opt: [no-new-privileges:true, \"label:user:USER\", " + "seccomp=unconfined]");
  }

  @Test
  void merges() {
    merge(
        """
        security_opt:
          - a
          - b
        """,
        "security_opt: [a]",
        "security_opt: [b]");
  }

  @Test
  void refused() {
    refuses("security_opt: a", "s.yml:4:19: services.s.security_opt: must be a list, not a string");
  }
}
