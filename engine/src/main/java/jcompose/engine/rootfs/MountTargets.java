package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.NO_SYMLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.engine.linux.Errno;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.Mount;

/**
 * Puts mounts into a container in two steps: sources are opened while the host's files are still
 * visible, targets are resolved when they are gone and /proc is not there yet. No symlink of a
 * hostile image can lead to the host then.
 */
public final class MountTargets {
  private static final int PLAIN_FILE = 0x8000 | 0644;

  private final ProgramBuilder program;
  private final Map<PlacedMount, Integer> sources = new LinkedHashMap<>();

  /** Writes its operations to the end of a program. */
  public MountTargets(ProgramBuilder program) {
    this.program = program;
  }

  /** Opens the sources. */
  public void openSources(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      if (placed.mount() instanceof Mount.Bind bind) {
        int tree = program.open(MountCalls.openTree(bind.source().toString()));
        if (bind.readonly()) {
          program.add(MountCalls.makeTreeReadonly(tree));
        }
        sources.put(placed, tree);
      }
    }
  }

  /** Mounts on targets in the container's root, which are made when missing. */
  public void attach(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      String target = placed.target();
      Integer tree = sources.get(placed);
      if (tree == null) {
        program.add(FileCalls.mkdirs(target));
        mountTmpfs((Mount.Tmpfs) placed.mount(), target);
      } else if (placed.folder()) {
        program.add(FileCalls.mkdirs(target));
        move(tree, openTarget(target, O_PATH.or(O_DIRECTORY)));
      } else {
        makeParents(target);
        move(tree, openFileTarget(target));
      }
    }
  }

  /** Mounts on targets in /proc, which exist or are an error. */
  public void attachInProc(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      Integer tree = sources.get(placed);
      if (tree == null) {
        mountTmpfs((Mount.Tmpfs) placed.mount(), placed.target());
      } else {
        move(tree, program.open(FileCalls.openWithin(placed.target(), O_PATH, NO_SYMLINKS)));
      }
    }
  }

  private void mountTmpfs(Mount.Tmpfs tmpfs, String target) {
    TmpfsOptions options = TmpfsOptions.parse(tmpfs.options(), tmpfs.readonly());
    program.add(MountCalls.mount("tmpfs", target, "tmpfs", options.flags(), options.data()));
  }

  private void move(int tree, int target) {
    program.add(MountCalls.moveMount(tree, target));
    program.close(target);
    program.close(tree);
  }

  private void makeParents(String target) {
    int slash = target.lastIndexOf('/');
    if (slash > 0) {
      program.add(FileCalls.mkdirs(target.substring(0, slash)));
    }
  }

  /** A link that leads nowhere, as images have it at /etc/resolv.conf, is replaced by a file. */
  private int openFileTarget(String target) {
    program.add(
        FileCalls.mknod(target, PLAIN_FILE, 0, 0).tolerating(Errno.EEXIST),
        FileCalls.openWithin(target, O_PATH, IN_ROOT.or(NO_MAGICLINKS))
            .tolerating(Errno.ENOENT)
            .skipping(3),
        FileCalls.unlink(target),
        FileCalls.mknod(target, PLAIN_FILE, 0, 0));
    return openTarget(target, O_PATH);
  }

  private int openTarget(String target, Word flags) {
    return program.open(FileCalls.openWithin(target, flags, IN_ROOT.or(NO_MAGICLINKS)));
  }
}
