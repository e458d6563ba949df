package jcompose.engine.cgroup;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.spec.DeviceRule;

/** Loads device programs and attaches them to v2 groups, with which they go; bpf(2). */
final class DeviceGate implements AutoCloseable {
  private static final int BPF_PROG_LOAD = 5;
  private static final int BPF_PROG_ATTACH = 8;
  private static final int BPF_PROG_TYPE_CGROUP_DEVICE = 15;
  private static final int BPF_CGROUP_DEVICE = 6;
  // groups inside the container may have programs too; all are asked
  private static final int BPF_F_ALLOW_MULTI = 2;
  private static final int ATTRIBUTES = 128;
  private static final int LOG = 65536;

  /** Loaded programs by their rules; most containers have the same. */
  private final Map<List<DeviceRule>, Descriptor> loaded = new HashMap<>();

  /** Whether the kernel takes such programs: CONFIG_CGROUP_BPF. */
  static boolean works() {
    try {
      load(DeviceProgram.of(DeviceRules.DEFAULT)).close();
      return true;
    } catch (EngineException refused) {
      return false;
    }
  }

  /** Lets a group's processes use no other devices. */
  synchronized void restrict(Group group, List<DeviceRule> rules) {
    Descriptor program =
        loaded.computeIfAbsent(List.copyOf(rules), key -> load(DeviceProgram.of(key)));
    attach(group, program.number());
  }

  private static void attach(Group group, int program) {
    int folder = CgroupFiles.openFile(group.path());
    try (NativeMemory memory = new NativeMemory()) {
      long attributes = memory.allocate(ATTRIBUTES);
      NativeMemory.putInt(attributes, folder);
      NativeMemory.putInt(attributes + 4, program);
      NativeMemory.putInt(attributes + 8, BPF_CGROUP_DEVICE);
      NativeMemory.putInt(attributes + 12, BPF_F_ALLOW_MULTI);
      Kernel.check(
          "device list: bpf(PROG_ATTACH, \"" + group.path() + "\")",
          Syscall.BPF,
          BPF_PROG_ATTACH,
          attributes,
          ATTRIBUTES);
    } finally {
      Kernel.call(Syscall.CLOSE, folder);
    }
  }

  private static Descriptor load(List<BpfInstruction> program) {
    try (NativeMemory memory = new NativeMemory()) {
      return Descriptor.owning((int) load(memory, program));
    }
  }

  private static long load(NativeMemory memory, List<BpfInstruction> program) {
    long attributes = memory.allocate(ATTRIBUTES);
    NativeMemory.putInt(attributes, BPF_PROG_TYPE_CGROUP_DEVICE);
    NativeMemory.putInt(attributes + 4, program.size());
    NativeMemory.putLong(attributes + 8, memory.bytes(BpfInstruction.bytes(program)));
    NativeMemory.putLong(attributes + 16, memory.string("Apache"));
    long fd = Kernel.call(Syscall.BPF, BPF_PROG_LOAD, attributes, ATTRIBUTES);
    if (fd >= 0) {
      return fd;
    }
    // once more for the verifier's words
    long log = memory.allocate(LOG);
    NativeMemory.putInt(attributes + 24, 1);
    NativeMemory.putInt(attributes + 28, LOG);
    NativeMemory.putLong(attributes + 32, log);
    Kernel.call(Syscall.BPF, BPF_PROG_LOAD, attributes, ATTRIBUTES);
    String words = new String(NativeMemory.getBytes(log, LOG), StandardCharsets.UTF_8);
    throw new EngineException(
        "device list: bpf(PROG_LOAD, CGROUP_DEVICE): "
            + Errno.describe((int) -fd)
            + " "
            + words.substring(0, words.indexOf('\0')).strip());
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(Descriptor::close);
    loaded.clear();
  }
}
