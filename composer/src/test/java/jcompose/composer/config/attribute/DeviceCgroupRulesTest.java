package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code device_cgroup_rules}: rules as the kernel has them. */
final class DeviceCgroupRulesTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        device_cgroup_rules:
          - "c 1:3 mr"
          - "a 7:* rmw"
        """,
        "device_cgroup_rules: ['c 1:3 mr', 'a 7:* rmw']");
  }

  @Test
  void merges() {
    merge(
        """
        device_cgroup_rules:
          - "c 1:3 mr"
          - "c 1:5 r"
        """,
        "device_cgroup_rules: ['c 1:3 mr']",
        "device_cgroup_rules: ['c 1:5 r']");
  }

  @Test
  void refused() {
    refuses(
        "device_cgroup_rules: 'c 1:3 mr'",
        "s.yml:4:26: services.s.device_cgroup_rules: must be a list, not a string");
  }
}
