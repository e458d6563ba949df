package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code conf}: files over /etc/hosts, /etc/hostname, /etc/resolv.conf; our own key. */
final class ConfTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        conf:
          hosts: /D/hosts
          hostname: /etc/hostname
          resolv.conf: /D/r
        """,
        "conf: {hosts: ./hosts, hostname: /etc/hostname, resolv.conf: r}");
    becomes(
        """
        conf:
          hosts: /D/hosts
        """,
        "x-conf: {hosts: ./hosts}");
  }

  @Test
  void merges() {
    merge(
        """
        conf:
          hosts: /D/a
          hostname: /D/b
        """,
        "conf: {hosts: a}",
        "conf: {hostname: b}");
    merge(
        """
        conf:
          hosts: /D/b
        """,
        "x-conf: {hosts: a}",
        "conf: {hosts: b}");
  }

  @Test
  void refused() {
    refuses(
        "conf: {host: a}", "s.yml:4:12: services.s.conf.host: unknown key; did you mean 'hosts'?");
    refuses("conf: hosts", "s.yml:4:11: services.s.conf: must be a mapping, not a string");
  }
}
