package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code healthcheck}: a probe; test is replaced by a later file, the rest merged. */
final class HealthcheckTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        healthcheck:
          test:
            - CMD-SHELL
            - "curl -f http://x"
          timeout: "10s"
          interval: "1m30s"
          retries: 3
          start_period: "40s"
          start_interval: "5s"
        """,
        "healthcheck: {test: curl -f http://x, interval: 1m30s, timeout: 10s, "
            + "retries: 3, start_period: 40s, start_interval: 5s}");
    becomes(
        """
        healthcheck:
          test:
            - CMD
            - a
            - b
        """,
        "healthcheck: {test: [CMD, a, b]}");
    becomes(
        """
        healthcheck:
          test:
            - CMD-SHELL
            - "a || b"
        """,
        "healthcheck: {test: [CMD-SHELL, \"a || b\"]}");
    becomes(
        """
        healthcheck:
          test:
            - NONE
        """,
        "healthcheck: {test: [NONE]}");
    becomes(
        """
        healthcheck:
          disable: true
        """,
        "healthcheck: {disable: true}");
  }

  @Test
  void merges() {
    merge(
        """
        healthcheck:
          test:
            - CMD
            - b
          interval: "5s"
          retries: 1
        """,
        "healthcheck: {test: [CMD, a], retries: 1}",
        "healthcheck: {test: [CMD, b], interval: 5s}");
  }

  @Test
  void refused() {
    refuses(
        "healthcheck: {timeout: 5}",
        "s.yml:4:28: services.s.healthcheck.timeout: must be a string, not a number; "
            + "write \"5\"");
    refuses(
        "healthcheck: {test: [RUN, a]}",
        "s.yml:4:26: services.s.healthcheck.test: begins with NONE, CMD or "
            + "CMD-SHELL, not 'RUN'");
    refuses(
        "healthcheck: {intervall: 5s}",
        "s.yml:4:19: services.s.healthcheck.intervall: unknown key; did you mean " + "'interval'?");
  }
}
