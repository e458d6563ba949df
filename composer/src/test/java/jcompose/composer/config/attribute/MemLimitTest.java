package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code mem_limit}: bytes. */
final class MemLimitTest extends AttributeTest {
  @Test
  void forms() {
    becomes("mem_limit: \"67108864\"\n", "mem_limit: 64m");
    becomes("mem_limit: \"1073741824\"\n", "mem_limit: 1g");
    becomes("mem_limit: \"1024\"\n", "mem_limit: 1024");
    becomes("mem_limit: \"1536\"\n", "mem_limit: \"1.5k\"");
  }

  @Test
  void merges() {
    merge("mem_limit: \"2097152\"\n", "mem_limit: 1m", "mem_limit: 2m");
  }

  @Test
  void refused() {
    refuses(
        "mem_limit: lots", "s.yml:4:16: services.s.mem_limit: 'lots' is not a size such as 64m");
    refuses(
        """
        mem_limit: 1m
        deploy: {resources: {limits: {memory: 2m}}}
        """,
        "s.yml:4:16: services.s.mem_limit: contradicts "
            + "deploy.resources.limits.memory at s.yml:5:43");
  }
}
