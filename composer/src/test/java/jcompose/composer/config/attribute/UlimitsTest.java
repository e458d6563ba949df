package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code ulimits}: a number, or soft and hard; replaced by name. */
final class UlimitsTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        ulimits:
          nofile:
            soft: 20000
            hard: 40000
          nproc: 65535
        """,
        "ulimits: {nproc: 65535, nofile: {soft: 20000, hard: 40000}}");
  }

  @Test
  void merges() {
    merge(
        """
        ulimits:
          core: 0
          nofile: 5
        """,
        "ulimits: {nofile: {soft: 1, hard: 2}, core: 0}",
        "ulimits: {nofile: 5}");
  }

  @Test
  void refused() {
    refuses("ulimits: {nofile: {soft: 1}}", "s.yml:4:23: services.s.ulimits.nofile: needs 'hard'");
    refuses("ulimits: [nofile]", "s.yml:4:14: services.s.ulimits: must be a mapping, not a list");
    refuses(
        "ulimits: {nofile: x}",
        "s.yml:4:23: services.s.ulimits.nofile: 'x' is not a whole number or a " + "mapping");
  }
}
