package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code namespaces}: each namespace by kind; our own key. */
final class NamespacesTest extends AttributeTest {
  NamespacesTest() {
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
        namespaces:
          pid: host
          ipc: /proc/1/ns/ipc
          net: service:t
        """,
        "namespaces: {pid: host, net: service:t, ipc: /proc/1/ns/ipc}");
    becomes(
        """
        namespaces:
          user:
            uid:
              - "0:100000:65536"
            gid:
              - "0:1:10"
        """,
        "x-namespaces: {user: {uid: \"0:100000:65536\", gid: \"0:1:10\"}}");
  }

  @Test
  void merges() {
    merge(
        """
        namespaces:
          pid: private
          uts: host
        """,
        "namespaces: {pid: host}",
        "namespaces: {uts: host, pid: private}");
  }

  @Test
  void refused() {
    refuses(
        "namespaces: {pids: host}",
        "s.yml:4:18: services.s.namespaces.pids: unknown key; did you mean 'pid'?");
    refuses(
        "namespaces: host", "s.yml:4:17: services.s.namespaces: must be a mapping, not a string");
  }
}
