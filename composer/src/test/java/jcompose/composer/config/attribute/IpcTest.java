package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code ipc}: a namespace: host, shareable or a service's. */
final class IpcTest extends AttributeTest {
  IpcTest() {
    super(
        """
          t:
            image: j
        """);
  }

  @Test
  void forms() {
    becomes("ipc: host\n", "ipc: host");
    becomes("ipc: shareable\n", "ipc: shareable");
    becomes(
        """
        depends_on:
          t:
            condition: service_started
            restart: true
            required: true
        ipc: service:t
        """,
        "ipc: service:t");
  }

  @Test
  void merges() {
    merge("ipc: shareable\n", "ipc: host", "ipc: shareable");
  }

  @Test
  void refused() {
    refuses("ipc: service:zz", "s.yml:4:10: services.s.ipc: no service 'zz'");
    refuses("ipc: [host]", "s.yml:4:10: services.s.ipc: must be a string, not a list");
  }
}
