package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code depends_on}: names, or conditions by name; merged by name. */
final class DependsOnTest extends AttributeTest {
  DependsOnTest() {
    super(
        """
          t:
            image: j
        """);
  }

  @Test
  void forms() {
    becomes(
        """
        depends_on:
          t:
            condition: service_started
            required: true
        """,
        "depends_on: [t]");
    becomes(
        """
        depends_on:
          t:
            condition: service_healthy
            restart: true
            required: false
        """,
        "depends_on: {t: {condition: service_healthy, restart: true, required: " + "false}}");
    becomes(
        """
        depends_on:
          t:
            condition: service_completed_successfully
            required: true
        """,
        "depends_on: {t: {condition: service_completed_successfully}}");
  }

  @Test
  void merges() {
    merge(
        """
        depends_on:
          t:
            condition: service_healthy
            required: true
        """,
        "depends_on: [t]",
        "depends_on: {t: {condition: service_healthy}}");
  }

  @Test
  void refused() {
    refuses(
        "depends_on: [tt]",
        "s.yml:4:18: services.s.depends_on.tt: no service 'tt'; did you mean 't'?");
    refuses(
        "depends_on: {t: {condition: service_ready}}",
        "s.yml:4:33: services.s.depends_on.t.condition: 'service_ready' is not one "
            + "of service_started, service_healthy, service_completed_successfully");
    refuses("depends_on: [s]", "s.yml:4:18: services.s.depends_on: dependency cycle: s -> s");
    refuses(
        "depends_on: t",
        "s.yml:4:17: services.s.depends_on: must be a mapping or a list, not a string");
  }
}
