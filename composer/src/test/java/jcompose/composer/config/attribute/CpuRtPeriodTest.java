package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_rt_period}: microseconds, or a duration. */
final class CpuRtPeriodTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_rt_period: 11000\n", "cpu_rt_period: 11000");
    becomes("cpu_rt_period: 1400\n", "cpu_rt_period: '1400us'");
  }

  @Test
  void merges() {
    merge("cpu_rt_period: 2\n", "cpu_rt_period: 1", "cpu_rt_period: 2");
  }

  @Test
  void refused() {
    refuses(
        "cpu_rt_period: x",
        "s.yml:4:20: services.s.cpu_rt_period: 'x' is not microseconds or a duration "
            + "such as 10ms");
  }
}
