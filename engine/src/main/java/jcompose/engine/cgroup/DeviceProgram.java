package jcompose.engine.cgroup;

import static jcompose.engine.cgroup.BpfInstruction.Register.ACCESS;
import static jcompose.engine.cgroup.BpfInstruction.Register.CONTEXT;
import static jcompose.engine.cgroup.BpfInstruction.Register.MAJOR;
import static jcompose.engine.cgroup.BpfInstruction.Register.MINOR;
import static jcompose.engine.cgroup.BpfInstruction.Register.TYPE;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.spec.DeviceRule;

/**
 * Device rules as a BPF program of type CGROUP_DEVICE, which v2 asks in place of a device list. It
 * answers 1 or 0 for a {@code struct bpf_cgroup_dev_ctx {u32 access_type; u32 major; u32 minor}},
 * whose first field is {@code access << 16 | type}; include/uapi/linux/bpf.h.
 */
final class DeviceProgram {
  private static final int BLOCK = 1;
  private static final int CHARACTER = 2;
  private static final int ALL_ACCESS = 7;

  private DeviceProgram() {}

  /** Whether the rules end in allowing everything, so that no program is needed. */
  static boolean restricts(List<DeviceRule> rules) {
    return rules.isEmpty() || !matchesAll(rules.get(rules.size() - 1));
  }

  /** The last rule that matches decides, so the program asks them from the last to the first. */
  static List<BpfInstruction> of(List<DeviceRule> rules) {
    List<BpfInstruction> program = new ArrayList<>();
    program.add(BpfInstruction.load(TYPE, CONTEXT, 0));
    program.add(BpfInstruction.and(TYPE, 0xffff));
    program.add(BpfInstruction.load(ACCESS, CONTEXT, 0));
    program.add(BpfInstruction.shiftRight(ACCESS, 16));
    program.add(BpfInstruction.load(MAJOR, CONTEXT, 4));
    program.add(BpfInstruction.load(MINOR, CONTEXT, 8));
    for (int i = rules.size() - 1; i >= 0; i--) {
      program.addAll(rule(rules.get(i)));
    }
    program.add(BpfInstruction.answer(0));
    program.add(BpfInstruction.exit());
    return program;
  }

  private static List<BpfInstruction> rule(DeviceRule rule) {
    int access = access(rule.access());
    boolean typed = !rule.type().equals("a");
    boolean restrictsAccess = access != ALL_ACCESS;
    // CONTEXT is no longer needed here and holds what is asked for and named by the rule
    int length =
        (typed ? 1 : 0)
            + (restrictsAccess ? 3 : 0)
            + (rule.major() >= 0 ? 1 : 0)
            + (rule.minor() >= 0 ? 1 : 0)
            + 2;
    List<BpfInstruction> code = new ArrayList<>();
    if (typed) {
      int type = rule.type().equals("b") ? BLOCK : CHARACTER;
      code.add(BpfInstruction.unlessEqual(TYPE, type, length - 1));
    }
    if (restrictsAccess) {
      code.add(BpfInstruction.move(CONTEXT, ACCESS));
      code.add(BpfInstruction.and(CONTEXT, access));
      int rest = length - code.size() - 1;
      // an allowing rule must allow all that is asked for, a denying one denies when any of it is
      code.add(
          rule.allow()
              ? BpfInstruction.unlessEqual(CONTEXT, ACCESS, rest)
              : BpfInstruction.whenEqual(CONTEXT, 0, rest));
    }
    if (rule.major() >= 0) {
      code.add(BpfInstruction.unlessEqual(MAJOR, (int) rule.major(), length - code.size() - 1));
    }
    if (rule.minor() >= 0) {
      code.add(BpfInstruction.unlessEqual(MINOR, (int) rule.minor(), length - code.size() - 1));
    }
    code.add(BpfInstruction.answer(rule.allow() ? 1 : 0));
    code.add(BpfInstruction.exit());
    return code;
  }

  private static boolean matchesAll(DeviceRule rule) {
    return rule.allow()
        && rule.type().equals("a")
        && rule.major() < 0
        && rule.minor() < 0
        && access(rule.access()) == ALL_ACCESS;
  }

  private static int access(String letters) {
    return (letters.contains("m") ? 1 : 0)
        | (letters.contains("r") ? 2 : 0)
        | (letters.contains("w") ? 4 : 0);
  }
}
