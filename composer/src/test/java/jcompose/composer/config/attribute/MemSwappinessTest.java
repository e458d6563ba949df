package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code mem_swappiness}: 0 to 100. */
final class MemSwappinessTest extends AttributeTest {
  @Test
  void forms() {
    becomes("mem_swappiness: \"60\"\n", "mem_swappiness: 60");
    becomes("", "mem_swappiness: '0'");
  }

  @Test
  void merges() {
    merge("mem_swappiness: \"2\"\n", "mem_swappiness: 1", "mem_swappiness: 2");
  }

  @Test
  void refused() {
    refuses(
        "mem_swappiness: much",
        "s.yml:4:21: services.s.mem_swappiness: 'much' is not a size such as 64m");
  }
}
