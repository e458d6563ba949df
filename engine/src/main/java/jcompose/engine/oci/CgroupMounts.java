package jcompose.engine.oci;

import static jcompose.engine.program.Flags.IN_ROOT;
import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NOSUID;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.RDONLY;

import java.nio.file.Path;
import java.util.List;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;

/**
 * A mount of type {@code cgroup}: the version 2 tree, or where the machine has version 1 a folder
 * with all its hierarchies, as they are in the container's cgroup namespace.
 */
final class CgroupMounts {
  private static final Word SAFE = NOSUID.or(NODEV).or(NOEXEC);

  private final BirthFacts facts;
  private final ProgramBuilder program;
  private final ContainerRoot root;

  CgroupMounts(BirthFacts facts, ProgramBuilder program, ContainerRoot root) {
    this.facts = facts;
    this.program = program;
    this.root = root;
  }

  void write(MountConfig mount, MountOptions options) {
    int target = root.folderWithoutLinks(mount.destination());
    List<HostMounts.Hierarchy> hierarchies = facts.mounts().hierarchies();
    if (hierarchies.isEmpty() || mount.type().filter("cgroup2"::equals).isPresent()) {
      program.add(FileCalls.fchdir(target));
      program.add(AtCalls.mountHere("cgroup", "cgroup2", options.flags(), options.data()));
      program.close(target);
      return;
    }
    program.add(FileCalls.fchdir(target));
    program.add(AtCalls.mountHere("tmpfs", "tmpfs", SAFE, "mode=755"));
    program.close(target);
    int folder = root.existing(mount.destination());
    for (HostMounts.Hierarchy hierarchy : hierarchies) {
      mount(hierarchy, folder, options.readonly());
      links(hierarchy, folder);
    }
    if (options.readonly()) {
      program.add(AtCalls.setAttributes(folder, false, new Word(1, "RDONLY"), NONE, NONE));
    }
    program.close(folder);
  }

  private void mount(HostMounts.Hierarchy hierarchy, int folder, boolean readonly) {
    program.add(AtCalls.mkdir(folder, hierarchy.name(), 0755));
    int place =
        program.open(
            AtCalls.open(
                folder, hierarchy.name(), O_PATH.or(O_DIRECTORY), IN_ROOT.or(NO_MAGICLINKS)));
    if (facts.makes("cgroup")) {
      program.add(FileCalls.fchdir(place));
      program.add(
          AtCalls.mountHere(
              hierarchy.name(), "cgroup", readonly ? SAFE.or(RDONLY) : SAFE, hierarchy.data()));
    } else {
      Path own = facts.cgroupsPath().in(hierarchy.point());
      // a hierarchy that the engine makes no groups in, such as systemd's, stays empty
      int tree =
          program.open(AtCalls.cloneTree(own.normalize().toString(), false).optional().skipping(1));
      Word attributes = new Word(readonly ? 0xf : 0xe, readonly ? "SAFE|RDONLY" : "SAFE");
      program.add(
          AtCalls.jump(3),
          AtCalls.setAttributes(tree, false, attributes, NONE, NONE),
          MountCalls.moveMount(tree, place));
      program.close(tree);
    }
    program.close(place);
  }

  /** Controllers that share a hierarchy are found by their own names too. */
  private void links(HostMounts.Hierarchy hierarchy, int folder) {
    if (hierarchy.name().contains(",")) {
      for (String controller : hierarchy.name().split(",", -1)) {
        program.add(AtCalls.symlink(/* content= */ hierarchy.name(), folder, controller));
      }
    }
  }
}
