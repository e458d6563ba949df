package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cgroup}: the cgroup namespace. */
final class CgroupTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cgroup: host\n", "cgroup: host");
    becomes("cgroup: private\n", "cgroup: private");
  }

  @Test
  void merges() {
    merge("cgroup: private\n", "cgroup: host", "cgroup: private");
  }

  @Test
  void refused() {
    refuses(
        "cgroup: hots",
        "s.yml:4:13: services.s.cgroup: 'hots' is not one of host, private; did you "
            + "mean 'host'?");
    refuses(
        "cgroup: 1", "s.yml:4:13: services.s.cgroup: must be a string, not a number; write \"1\"");
  }
}
