package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code pid}: a namespace: host or a service's. */
final class PidTest extends AttributeTest {
  PidTest() {
    super(
        """
          t:
            image: j
        """);
  }

  @Test
  void forms() {
    becomes("pid: host\n", "pid: host");
    becomes(
        """
        depends_on:
          t:
            condition: service_started
            restart: true
            required: true
        pid: service:t
        """,
        "pid: service:t");
  }

  @Test
  void merges() {
    merge(
        """
        depends_on:
          t:
            condition: service_started
            restart: true
            required: true
        pid: service:t
        """,
        "pid: host",
        "pid: service:t");
  }

  @Test
  void refused() {
    refuses("pid: service:zz", "s.yml:4:10: services.s.pid: no service 'zz'");
  }
}
