package jcompose.engine.oci;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.oci.config.IdMapping;
import jcompose.engine.oci.config.LinuxConfig;
import jcompose.engine.oci.config.ProcessConfig;

/**
 * What a process cannot do for itself, or could not any more in its user namespace: its ids are
 * mapped, its limits and its place in the queue for the out-of-memory killer set from outside.
 */
final class OutsideSettings {
  private static final long O_WRONLY = 1;

  private OutsideSettings() {}

  static void apply(BirthFacts facts, int pid) {
    LinuxConfig linux = facts.config().linuxOrEmpty();
    if (facts.makes("user")) {
      write(pid, "uid_map", lines(linux.uidMappings()), "linux.uidMappings");
      write(pid, "gid_map", lines(linux.gidMappings()), "linux.gidMappings");
    }
    apply(facts.config().process().orElseThrow(), pid);
  }

  static void apply(ProcessConfig process, int pid) {
    process
        .oomScoreAdj()
        .ifPresent(
            score -> write(pid, "oom_score_adj", Integer.toString(score), "process.oomScoreAdj"));
    for (ProcessConfig.Rlimit limit : process.rlimits()) {
      limit(limit, pid);
    }
  }

  private static void limit(ProcessConfig.Rlimit limit, int pid) {
    try (NativeMemory memory = new NativeMemory()) {
      long pair = memory.allocate(16);
      NativeMemory.putLong(pair, limit.soft().longValue());
      NativeMemory.putLong(pair + 8, limit.hard().longValue());
      Kernel.check(
          "prlimit64(" + limit.type() + ", " + limit.soft() + ", " + limit.hard() + ")",
          Syscall.PRLIMIT64,
          pid,
          limit.rlimit().number(),
          pair,
          0);
    } catch (SyscallException refused) {
      throw new EngineException("process.rlimits: " + refused.getMessage(), refused);
    }
  }

  private static String lines(List<IdMapping> mappings) {
    return mappings.stream().map(IdMapping::text).collect(Collectors.joining("\n", "", "\n"));
  }

  private static void write(int pid, String name, String text, String property) {
    Path file = Path.of("/proc", Integer.toString(pid), name);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (NativeMemory memory = new NativeMemory();
        Descriptor open = Descriptor.open(file, O_WRONLY)) {
      Kernel.check(
          "write(\"" + file + "\", \"" + text.strip() + "\")",
          Syscall.WRITE,
          open.number(),
          memory.bytes(bytes),
          bytes.length);
    } catch (SyscallException refused) {
      throw new EngineException(property + ": " + refused.getMessage(), refused);
    }
  }
}
