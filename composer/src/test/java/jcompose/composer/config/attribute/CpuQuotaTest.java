package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_quota}: microseconds, or a duration. */
final class CpuQuotaTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_quota: 50000\n", "cpu_quota: 50000");
    becomes("cpu_quota: 20000\n", "cpu_quota: 20ms");
  }

  @Test
  void merges() {
    merge("cpu_quota: 2000\n", "cpu_quota: 1000", "cpu_quota: 2000");
  }

  @Test
  void refused() {
    refuses(
        "cpu_quota: [1]",
        "s.yml:4:16: services.s.cpu_quota: must be microseconds or a duration such "
            + "as 10ms, not a list");
  }
}
