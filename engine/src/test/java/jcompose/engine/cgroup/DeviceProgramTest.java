package jcompose.engine.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.spec.DeviceRule;
import org.junit.jupiter.api.Test;

final class DeviceProgramTest {
  private static final String LOADS =
      """
      type = *(u32 *)(context +0)
      type &= 65535
      access = *(u32 *)(context +0)
      access >>= 16
      major = *(u32 *)(context +4)
      minor = *(u32 *)(context +8)
      """;

  @Test
  void noRuleDeniesAll() {
    assertEquals(LOADS + "answer = 0\nexit", text(List.of()));
  }

  @Test
  void deviceWithEveryAccess() {
    assertEquals(
        LOADS
            + """
            if type != 2 goto +4
            if major != 1 goto +3
            if minor != 3 goto +2
            answer = 1
            exit
            answer = 0
            exit\
            """,
        text(List.of(DeviceRule.allow('c', 1, 3, "rwm"))));
  }

  @Test
  void allowedAccessMustHoldAllThatIsAskedFor() {
    assertEquals(
        LOADS
            + """
            if type != 1 goto +5
            context = access
            context &= 1
            if context != access goto +2
            answer = 1
            exit
            answer = 0
            exit\
            """,
        text(List.of(DeviceRule.allow('b', -1, -1, "m"))));
  }

  @Test
  void deniedAccessNeedsOnlyTouchWhatIsAskedFor() {
    assertEquals(
        LOADS
            + """
            context = access
            context &= 6
            if context == 0 goto +3
            if major != 8 goto +2
            answer = 0
            exit
            answer = 1
            exit
            answer = 0
            exit\
            """,
        text(List.of(DeviceRules.ALL.get(0), new DeviceRule("a", 8, -1, "rw", false))));
  }

  @Test
  void lastRuleIsAskedFirst() {
    String text =
        text(List.of(DeviceRule.allow('c', 1, 3, "rwm"), DeviceRule.allow('c', 10, 229, "rwm")));
    assertTrue(text.indexOf("major != 10") < text.indexOf("major != 1 "), text);
  }

  @Test
  void bytesAreTheKernelsLayout() {
    assertEquals(
        "6112000000000000" // r2 = *(u32 *)(r1 +0)
            + "54020000ffff0000" // w2 &= 0xffff
            + "6113000000000000"
            + "7403000010000000" // w3 >>= 16
            + "6114040000000000"
            + "6115080000000000"
            + "b700000000000000"
            + "9500000000000000",
        HexFormat.of().formatHex(BpfInstruction.bytes(DeviceProgram.of(List.of()))));
  }

  @Test
  void privilegedNeedsNoProgram() {
    assertFalse(DeviceProgram.restricts(DeviceRules.ALL));
    assertTrue(DeviceProgram.restricts(DeviceRules.DEFAULT));
    assertTrue(DeviceProgram.restricts(List.of()));
  }

  private static String text(List<DeviceRule> rules) {
    return DeviceProgram.of(rules).stream()
        .map(BpfInstruction::text)
        .collect(Collectors.joining("\n"));
  }
}
