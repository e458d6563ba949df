package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jcompose.engine.spec.DeviceRule;
import org.junit.jupiter.api.Test;

final class DeviceRuleTest {
  @Test
  void prints() {
    assertEquals("c 10:229 rw", DeviceRule.allow('c', 10, 229, "rw").text());
    assertEquals("b *:* m", DeviceRule.allow('b', -1, -1, "m").text());
  }

  @Test
  void refusesWhatTheKernelWould() {
    assertThrows(IllegalArgumentException.class, () -> DeviceRule.allow('x', 1, 1, "r"));
    assertThrows(IllegalArgumentException.class, () -> DeviceRule.allow('c', -2, 1, "r"));
    assertThrows(IllegalArgumentException.class, () -> DeviceRule.allow('c', 1, 1, "rr"));
    assertThrows(IllegalArgumentException.class, () -> DeviceRule.allow('c', 1, 1, ""));
  }
}
