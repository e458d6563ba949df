package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code runtime}: the name of an OCI runtime. */
final class RuntimeTest extends AttributeTest {
  @Test
  void forms() {
    becomes("runtime: runc\n", "runtime: runc");
  }

  @Test
  void merges() {
    merge("runtime: b\n", "runtime: a", "runtime: b");
  }

  @Test
  void refused() {
    refuses("runtime: [a]", "s.yml:4:14: services.s.runtime: must be a string, not a list");
  }
}
