package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.NO_SYMLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.REC;

import java.util.List;
import java.util.Optional;
import jcompose.engine.linux.Errno;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.Mount;

/**
 * Mounts on targets in a container. They are resolved when the host's files are gone and /proc is
 * not there yet: no symlink of a hostile image can lead to the host then.
 */
public final class MountTargets {
  private static final int PLAIN_FILE = 0x8000 | 0644;

  private final ProgramBuilder program;
  private final MountSources sources;

  /** Writes its operations to the end of a program. */
  public MountTargets(ProgramBuilder program, MountSources sources) {
    this.program = program;
    this.sources = sources;
  }

  /** Mounts on targets in the container's root, which are made when missing. */
  public void attach(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      Optional<Integer> tree = sources.tree(placed);
      if (tree.isPresent() && placed.folder()) {
        attachFolder(tree.get(), placed.target());
      } else if (tree.isPresent()) {
        makeParents(placed.target());
        move(tree.get(), openFileTarget(placed.target()));
      } else if (placed.isCgroup()) {
        sources.cgroups().attach(placed);
      } else if (!(placed.mount() instanceof Mount.Omitted)) {
        program.add(FileCalls.mkdirs(placed.target()));
        mount(placed);
      }
    }
  }

  /** Mounts on targets in /proc, which exist or are an error. */
  public void attachInProc(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      Optional<Integer> tree = sources.tree(placed);
      if (tree.isPresent()) {
        move(tree.get(), program.open(FileCalls.openWithin(placed.target(), O_PATH, NO_SYMLINKS)));
      } else {
        mount(placed);
      }
    }
  }

  /** Mounts a tree on a folder, which is made when missing. */
  void attachFolder(int tree, String target) {
    program.add(FileCalls.mkdirs(target));
    move(tree, openTarget(target, O_PATH.or(O_DIRECTORY)));
  }

  private void mount(PlacedMount placed) {
    MountOptions options = placed.options();
    String type = "tmpfs";
    String source = "tmpfs";
    if (placed.mount() instanceof Mount.FileSystem made) {
      type = made.fsType();
      source = made.source();
    }
    String data = options.dataText();
    program.add(
        data.isEmpty() && !(placed.mount() instanceof Mount.Tmpfs)
            ? MountCalls.mount(source, placed.target(), type, options.flags())
            : MountCalls.mount(source, placed.target(), type, options.flags(), data));
    options
        .propagation()
        .ifPresent(
            spread ->
                program.add(
                    MountCalls.propagate(
                        placed.target(),
                        spread.recursive() ? REC.or(spread.kind().word()) : spread.kind().word())));
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
