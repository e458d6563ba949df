package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpuset}: numbers of processors. */
final class CpusetTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpuset: \"0-3,5\"\n", "cpuset: '0-3,5'");
    becomes("cpuset: \"1\"\n", "cpuset: '1'");
  }

  @Test
  void merges() {
    merge("cpuset: \"1\"\n", "cpuset: '0'", "cpuset: '1'");
  }

  @Test
  void refused() {
    refuses(
        "cpuset: 1", "s.yml:4:13: services.s.cpuset: must be a string, not a number; write \"1\"");
  }
}
