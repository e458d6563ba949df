package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cpus}: processors, fractions too. */
final class CpusTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cpus: 0.5\n", "cpus: 0.5");
    becomes("cpus: 1.5\n", "cpus: '1.5'");
    becomes("cpus: 2\n", "cpus: 2");
  }

  @Test
  void merges() {
    merge("cpus: 2\n", "cpus: 1", "cpus: 2");
  }

  @Test
  void refused() {
    refuses("cpus: all", "s.yml:4:11: services.s.cpus: 'all' is not a number");
    refuses(
        """
        cpus: 0.5
        deploy: {resources: {limits: {cpus: "0.7"}}}
        """,
        "s.yml:4:11: services.s.cpus: contradicts deploy.resources.limits.cpus at " + "s.yml:5:41");
  }
}
