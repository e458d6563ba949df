package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpu_shares}: a weight. */
final class CpuSharesTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpu_shares: 73\n", "cpu_shares: 73");
    becomes("cpu_shares: 512\n", "cpu_shares: '512'");
  }

  @Test
  void merges() {
    merge("cpu_shares: 2\n", "cpu_shares: 1", "cpu_shares: 2");
  }

  @Test
  void refused() {
    refuses("cpu_shares: 1.5", "s.yml:4:17: services.s.cpu_shares: '1.5' is not a whole number");
    refuses("cpu_shares: low", "s.yml:4:17: services.s.cpu_shares: 'low' is not a whole number");
  }
}
