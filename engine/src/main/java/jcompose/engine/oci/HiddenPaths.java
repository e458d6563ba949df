package jcompose.engine.oci;

import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.RDONLY;

import jcompose.engine.linux.Errno;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.ProgramBuilder;

/**
 * Masks paths and makes paths read-only, by descriptor (CVE-2023-27561, CVE-2025-31133): what is
 * mounted over them is the host's, and lands on exactly what was looked at. A path that is not
 * there needs nothing.
 */
final class HiddenPaths {
  private static final Word WITHIN = IN_ROOT.or(NO_MAGICLINKS);

  private final ProgramBuilder program;
  private final ContainerRoot root;

  HiddenPaths(ProgramBuilder program, ContainerRoot root) {
    this.program = program;
    this.root = root;
  }

  /** Files get the host's /dev/null, folders an empty read-only tmpfs. */
  void mask(String path) {
    String clean = ContainerRoot.clean(path).toString();
    int place = program.open(look(clean));
    int folder = program.nextDescriptor();
    program.add(
        AtCalls.jump(10),
        AtCalls.open(root.descriptor(), clean, O_PATH.or(O_DIRECTORY), WITHIN)
            .tolerating(Errno.ENOTDIR)
            .skipping(4),
        // a file: the next descriptor is the host's device
        AtCalls.cloneTree("/dev/null", false),
        MountCalls.moveMount(folder, place),
        ProcessCalls.close(folder),
        AtCalls.jump(4),
        FileCalls.fchdir(folder),
        AtCalls.mountHere("tmpfs", "tmpfs", RDONLY, ""),
        FileCalls.chdir("/"),
        ProcessCalls.close(folder));
    program.close(place);
  }

  /** What is mounted below stays as it is, but for being read-only too. */
  void lock(String path) {
    String clean = ContainerRoot.clean(path).toString();
    int place = program.open(look(clean));
    int tree = program.nextDescriptor();
    program.add(
        AtCalls.jump(5),
        AtCalls.cloneTree(place, true),
        AtCalls.setAttributes(tree, true, new Word(1, "RDONLY"), NONE, NONE),
        MountCalls.moveMount(tree, place),
        ProcessCalls.close(tree));
    program.close(place);
  }

  private Operation look(String path) {
    return AtCalls.open(root.descriptor(), path, O_PATH, WITHIN).optional().skipping(1);
  }
}
