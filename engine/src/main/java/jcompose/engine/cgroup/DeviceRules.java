package jcompose.engine.cgroup;

import java.util.List;
import jcompose.engine.spec.DeviceRule;

/** The lists of device rules that containers start from. */
public final class DeviceRules {
  /**
   * What a container may use without asking: Docker's and runc's default list. Making any node is
   * allowed since opening it is not.
   */
  public static final List<DeviceRule> DEFAULT =
      List.of(
          DeviceRule.allow('c', -1, -1, "m"),
          DeviceRule.allow('b', -1, -1, "m"),
          DeviceRule.allow('c', 1, 3, "rwm"), // null
          DeviceRule.allow('c', 1, 5, "rwm"), // zero
          DeviceRule.allow('c', 1, 7, "rwm"), // full
          DeviceRule.allow('c', 1, 8, "rwm"), // random
          DeviceRule.allow('c', 1, 9, "rwm"), // urandom
          DeviceRule.allow('c', 5, 0, "rwm"), // tty
          DeviceRule.allow('c', 5, 1, "rwm"), // console
          DeviceRule.allow('c', 5, 2, "rwm"), // ptmx
          DeviceRule.allow('c', 136, -1, "rwm")); // pts/*

  /** Everything, for privileged containers. */
  public static final List<DeviceRule> ALL = List.of(DeviceRule.allow('a', -1, -1, "rwm"));

  private DeviceRules() {}
}
