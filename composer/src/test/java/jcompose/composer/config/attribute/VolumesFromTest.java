package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code volumes_from}: services' or containers' volumes. */
final class VolumesFromTest extends AttributeTest {
  VolumesFromTest() {
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
        volumes_from:
          - t
          - t:ro
          - container:x:rw
        """,
        "volumes_from: [t, 't:ro', 'container:x:rw']");
  }

  @Test
  void merges() {
    merge(
        """
        depends_on:
          t:
            condition: service_started
            required: true
        volumes_from:
          - t
          - t:ro
        """,
        "volumes_from: [t]",
        "volumes_from: ['t:ro']");
  }

  @Test
  void refused() {
    refuses("volumes_from: t", "s.yml:4:19: services.s.volumes_from: must be a list, not a string");
    refuses("volumes_from: [zz]", "s.yml:4:20: services.s.volumes_from: no service 'zz'");
  }
}
