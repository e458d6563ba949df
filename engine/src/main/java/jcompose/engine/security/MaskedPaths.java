package jcompose.engine.security;

import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.RDONLY;
import static jcompose.engine.program.Flags.REC;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.linux.Errno;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;

/** Paths of the kernel's file systems that a container must not read, or not write: as Docker's. */
public final class MaskedPaths {
  private static final List<String> FILES =
      List.of(
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/timer_list",
          "/proc/timer_stats");
  private static final List<String> FOLDERS =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/scsi",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");
  private static final List<String> READONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private MaskedPaths() {}

  /**
   * The operations that hide the first and lock the others. A kernel need not have each of them.
   *
   * @param machineFolders more folders to hide, which depend on the machine's processors
   */
  public static List<Operation> operations(List<String> machineFolders) {
    List<Operation> operations = new ArrayList<>();
    for (String file : FILES) {
      operations.add(MountCalls.bind("/dev/null", file, NONE).tolerating(Errno.ENOENT));
    }
    List<String> folders = new ArrayList<>(FOLDERS);
    folders.addAll(machineFolders);
    for (String folder : folders) {
      operations.add(
          MountCalls.mount("tmpfs", folder, "tmpfs", RDONLY, "size=0k").tolerating(Errno.ENOENT));
    }
    for (String path : READONLY) {
      operations.add(MountCalls.bind(path, path, REC).tolerating(Errno.ENOENT));
      operations.add(
          MountCalls.makeReadonly(path, NOSUID.or(NODEV).or(NOEXEC)).tolerating(Errno.ENOENT));
    }
    return operations;
  }
}
