package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_count}: processors; Docker on Windows. */
final class CpuCountTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_count: 2\n", "cpu_count: 2");
    becomes("cpu_count: 3\n", "cpu_count: '3'");
  }

  @Test
  void merges() {
    merge("cpu_count: 2\n", "cpu_count: 1", "cpu_count: 2");
  }

  @Test
  void refused() {
    refuses("cpu_count: many", "s.yml:4:16: services.s.cpu_count: 'many' is not a whole number");
    refuses("cpu_count: 1.5", "s.yml:4:16: services.s.cpu_count: '1.5' is not a whole number");
  }
}
