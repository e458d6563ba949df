package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_percent}: percent of all processors; Docker on Windows. */
final class CpuPercentTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_percent: 50\n", "cpu_percent: 50");
    becomes("cpu_percent: 12.5\n", "cpu_percent: 12.5");
  }

  @Test
  void merges() {
    merge("cpu_percent: 2\n", "cpu_percent: 1", "cpu_percent: 2");
  }

  @Test
  void refused() {
    refuses("cpu_percent: half", "s.yml:4:18: services.s.cpu_percent: 'half' is not a number");
  }
}
