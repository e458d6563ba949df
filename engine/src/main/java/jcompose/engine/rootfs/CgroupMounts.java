package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.AT_RECURSIVE;
import static jcompose.engine.program.Flags.NODEV;
import static jcompose.engine.program.Flags.NOEXEC;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NOSUID;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.cgroup.GroupFolder;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;

/**
 * A container's own cgroups where programs look for their limits. They are bind mounts, since a
 * cgroup file system that is mounted anew begins at the cgroup namespace, which may be the host's.
 */
final class CgroupMounts {
  static final String USUAL = "/sys/fs/cgroup";

  private final ProgramBuilder program;
  private final List<GroupFolder> groups;
  private final Map<GroupFolder, Integer> trees = new LinkedHashMap<>();

  CgroupMounts(ProgramBuilder program, List<GroupFolder> groups) {
    this.program = program;
    this.groups = List.copyOf(groups);
  }

  void open() {
    for (GroupFolder group : groups) {
      trees.put(group, program.open(MountCalls.openTree(group.path().toString(), NONE)));
    }
  }

  void inherit(Map<String, Integer> descriptors) {
    for (GroupFolder group : groups) {
      Integer tree = descriptors.get("cgroup " + group.path());
      if (tree != null) {
        trees.put(group, tree);
      }
    }
  }

  void attach(PlacedMount placed) {
    if (groups.isEmpty()) {
      return;
    }
    String target = placed.target();
    if (!target.equals(USUAL)) { // which sysfs has, and nobody can make
      program.add(FileCalls.mkdirs(target));
    }
    boolean legacy = groups.stream().anyMatch(group -> !group.name().isEmpty());
    if (legacy) {
      program.add(
          MountCalls.mount(
              "tmpfs", target, "tmpfs", NOSUID.or(NODEV).or(NOEXEC), "mode=755,size=64k"));
    }
    trees.forEach((group, tree) -> attach(group, tree, target));
    MountAttributes safe =
        MountOptions.parse(
                Stream.concat(
                        Stream.of("nosuid", "nodev", "noexec"),
                        placed.options().flags().text().contains("RDONLY")
                            ? Stream.of("ro")
                            : Stream.empty())
                    .collect(Collectors.toList()))
            .own();
    program.add(MountCalls.setAttributes(target, AT_RECURSIVE, safe.set()));
  }

  private void attach(GroupFolder group, int tree, String target) {
    String folder = target;
    if (!group.name().isEmpty()) {
      folder = target + "/" + group.name();
      program.add(FileCalls.mkdir(folder, 0755));
      for (String alias : group.aliases()) {
        program.add(FileCalls.symlink(group.name(), target + "/" + alias));
      }
    }
    program.add(MountCalls.moveMount(tree, folder));
    program.close(tree);
  }
}
