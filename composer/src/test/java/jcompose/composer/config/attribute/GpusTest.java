package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code gpus}: all, or requests of devices. */
final class GpusTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        gpus:
          - count: -1
        """,
        "gpus: all");
    becomes(
        """
        gpus:
          - driver: nvidia
            count: 2
        """,
        "gpus: [{driver: nvidia, count: 2}]");
    becomes(
        """
        gpus:
          - device_ids:
              - "0"
        """,
        "gpus: [{device_ids: [\"0\"]}]");
  }

  @Test
  void merges() {
    merge(
        """
        gpus:
          - driver: a
            count: -1
          - driver: b
            count: -1
        """,
        "gpus: [{driver: a}]",
        "gpus: [{driver: b}]");
  }

  @Test
  void refused() {
    refuses("gpus: some", "s.yml:4:11: services.s.gpus: 'some' is not 'all' or a list of devices");
    refuses(
        "gpus: [{count: two}]",
        "s.yml:4:20: services.s.gpus[0].count: 'two' is not a whole number or 'all'");
  }
}
