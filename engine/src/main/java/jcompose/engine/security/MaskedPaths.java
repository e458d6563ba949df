package jcompose.engine.security;

import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.RDONLY;
import static jcompose.engine.program.Flags.REC;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jcompose.engine.linux.Errno;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProgramBuilder;

/**
 * Hides paths of the kernel's file systems that a container must not read, and locks those that it
 * must not write. A kernel need not have each of them.
 */
public final class MaskedPaths {
  /** Those of the masked ones that are folders where the kernel has them. */
  private static final Set<String> FOLDERS =
      Set.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/scsi",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");

  /** As Docker's; the folders of the processors' thermal counters come with the machine. */
  public static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");

  /** As Docker's. */
  public static final List<String> READONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private final ProgramBuilder program;
  private final List<String> masked;
  private final List<String> readonly;
  private final List<Integer> covers = new ArrayList<>();

  /** Writes its operations to the end of a program. */
  public MaskedPaths(ProgramBuilder program, List<String> masked, List<String> readonly) {
    this.program = program;
    this.masked = masked;
    this.readonly = readonly;
  }

  /**
   * Takes the host's /dev/null along, once for each path, while the host's files are still there:
   * for a container whose /dev is a volume, in which somebody else may put a link in place of null
   * (CVE-2025-31133).
   */
  public void openCovers() {
    masked.forEach(path -> covers.add(program.open(MountCalls.openTree("/dev/null", NONE))));
  }

  /** Hides and locks. */
  public void apply() {
    for (int i = 0; i < masked.size(); i++) {
      String path = masked.get(i);
      Operation cover =
          covers.isEmpty()
              ? MountCalls.bind("/dev/null", path, NONE)
              : MountCalls.moveMount(covers.get(i), path);
      Operation folder = MountCalls.mount("tmpfs", path, "tmpfs", RDONLY, "size=0k");
      // A folder takes one, a file the other, and what the kernel does not have neither. To be
      // refused costs a mount more than to be done: the likely one goes first.
      boolean likely = FOLDERS.contains(path) || path.startsWith("/sys/devices/system/cpu/");
      program.add(
          (likely ? folder : cover).optional().skipping(1),
          (likely ? cover : folder).tolerating(Errno.ENOENT));
    }
    covers.forEach(program::close);
    for (String path : readonly) {
      program.add(
          MountCalls.bind(path, path, REC).tolerating(Errno.ENOENT),
          MountCalls.makeReadonly(path, NOSUID.or(NODEV).or(NOEXEC)).tolerating(Errno.ENOENT));
    }
  }
}
