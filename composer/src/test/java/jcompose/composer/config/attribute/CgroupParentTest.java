package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code cgroup_parent}: the group above its own. */
final class CgroupParentTest extends AttributeTest {
  @Test
  void forms() {
    becomes("cgroup_parent: m-executor-abcd\n", "cgroup_parent: m-executor-abcd");
  }

  @Test
  void merges() {
    merge("cgroup_parent: b\n", "cgroup_parent: a", "cgroup_parent: b");
  }

  @Test
  void refused() {
    refuses(
        "cgroup_parent: [a]", "s.yml:4:20: services.s.cgroup_parent: must be a string, not a list");
  }
}
