package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code pids_limit}: a number, -1 for no limit. */
final class PidsLimitTest extends AttributeTest {
  @Test
  void forms() {
    becomes("pids_limit: 100\n", "pids_limit: 100");
    becomes("pids_limit: -1\n", "pids_limit: -1");
  }

  @Test
  void merges() {
    merge("pids_limit: 2\n", "pids_limit: 1", "pids_limit: 2");
  }

  @Test
  void refused() {
    refuses("pids_limit: x", "s.yml:4:17: services.s.pids_limit: 'x' is not a whole number");
    refuses(
        """
        pids_limit: 1
        deploy: {resources: {limits: {pids: 2}}}
        """,
        "s.yml:4:17: services.s.pids_limit: contradicts deploy.resources.limits.pids "
            + "at s.yml:5:41");
  }
}
