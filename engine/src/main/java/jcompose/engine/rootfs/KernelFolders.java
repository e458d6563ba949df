package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.NO_SYMLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.RDONLY;

import java.util.List;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProgramBuilder;

/** The folders that the kernel's own file systems are mounted on. */
public final class KernelFolders {
  private static final Word SAFE = NOSUID.or(NODEV).or(NOEXEC);

  private KernelFolders() {}

  /** Makes /dev, /proc and /sys, and stops when the image has a symlink or a file there. */
  public static void prepare(ProgramBuilder program) {
    for (String folder : List.of("/dev", "/proc", "/sys")) {
      program.add(FileCalls.mkdir(folder, 0755));
      program.close(
          program.open(FileCalls.openWithin(folder, O_PATH.or(O_DIRECTORY), NO_SYMLINKS)));
    }
  }

  /** Mounts /sys, which only a privileged container may write to. */
  public static Operation sys(boolean writable) {
    return MountCalls.mount("sysfs", "/sys", "sysfs", writable ? SAFE : SAFE.or(RDONLY));
  }

  /** Mounts /proc. */
  public static Operation proc() {
    return MountCalls.mount("proc", "/proc", "proc", SAFE);
  }
}
