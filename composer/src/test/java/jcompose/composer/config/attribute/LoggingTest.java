package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code logging}: a driver and its options; options merge with the same driver only. */
final class LoggingTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        logging:
          driver: json-file
          options:
            max-file: "3"
            max-size: "10m"
        """,
        "logging: {driver: json-file, options: {max-size: 10m, max-file: 3}}");
    becomes(
        """
        logging:
          driver: none
        """,
        "logging: {driver: none}");
  }

  @Test
  void merges() {
    merge(
        """
        logging:
          driver: a
          options:
            x: "1"
            "y": "2"
        """,
        "logging: {driver: a, options: {x: 1}}",
        "logging: {options: {y: 2}}");
    merge(
        """
        logging:
          driver: b
          options:
            "y": "2"
        """,
        "logging: {driver: a, options: {x: 1}}",
        "logging: {driver: b, options: {y: 2}}");
  }

  @Test
  void refused() {
    refuses("logging: none", "s.yml:4:14: services.s.logging: must be a mapping, not a string");
    refuses(
        "logging: {options: [a]}",
        "s.yml:4:24: services.s.logging.options: must be a mapping, not a list");
  }
}
