package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_period}: microseconds, or a duration. */
final class CpuPeriodTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_period: 100000\n", "cpu_period: 100000");
    becomes("cpu_period: 50000\n", "cpu_period: 50ms");
  }

  @Test
  void merges() {
    merge("cpu_period: 2000\n", "cpu_period: 1000", "cpu_period: 2000");
  }

  @Test
  void refused() {
    refuses(
        "cpu_period: soon",
        "s.yml:4:17: services.s.cpu_period: 'soon' is not microseconds or a duration "
            + "such as 10ms");
  }
}
