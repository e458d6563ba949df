package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_rt_runtime}: microseconds, or a duration. */
final class CpuRtRuntimeTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_rt_runtime: 95000\n", "cpu_rt_runtime: 95000");
    becomes("cpu_rt_runtime: 400000\n", "cpu_rt_runtime: '400ms'");
  }

  @Test
  void merges() {
    merge("cpu_rt_runtime: 2\n", "cpu_rt_runtime: 1", "cpu_rt_runtime: 2");
  }

  @Test
  void refused() {
    refuses(
        "cpu_rt_runtime: {a: 1}",
        "s.yml:4:21: services.s.cpu_rt_runtime: must be microseconds or a duration "
            + "such as 10ms, not a mapping");
  }
}
