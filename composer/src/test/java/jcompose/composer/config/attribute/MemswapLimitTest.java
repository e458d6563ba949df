package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code memswap_limit}: bytes of memory and swap together, -1 for no limit. */
final class MemswapLimitTest extends AttributeTest {
  @Test
  void forms() {
    becomes("memswap_limit: \"2147483648\"\n", "memswap_limit: 2g");
    becomes("memswap_limit: \"-1\"\n", "memswap_limit: -1");
  }

  @Test
  void merges() {
    merge("memswap_limit: \"2097152\"\n", "memswap_limit: 1m", "memswap_limit: 2m");
  }

  @Test
  void refused() {
    refuses(
        "memswap_limit: x", "s.yml:4:20: services.s.memswap_limit: 'x' is not a size such as 64m");
  }
}
