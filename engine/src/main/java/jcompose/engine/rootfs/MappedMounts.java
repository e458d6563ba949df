package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.AT_RECURSIVE;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.PRIVATE;
import static jcompose.engine.program.Flags.REC;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.cgroup.GroupFolder;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.Mount;

/**
 * What a container in a user namespace mounts, opened outside of it.
 *
 * @param root its root
 * @param mounts its mounts
 * @param groups its cgroups
 * @param run the container's own folder, whose files belong to its users as they are
 * @param hostSys whether /sys is the host's: only the owner of a network namespace can mount it
 * @param devices whether it has a /dev of its own
 * @param label the SELinux context of its root's files
 */
public record MappedMounts(
    OverlayRoot root,
    List<PlacedMount> mounts,
    List<GroupFolder> groups,
    Path run,
    boolean hostSys,
    boolean devices,
    Optional<String> label) {
  private static final List<Path> OF_THE_KERNEL =
      List.of(Path.of("/dev"), Path.of("/proc"), Path.of("/sys"));

  /** Copies the lists. */
  public MappedMounts {
    mounts = List.copyOf(mounts);
    groups = List.copyOf(groups);
  }

  /** The names by which the container's program inherits them, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of("root"));
    sourced().forEach(mount -> names.add("mount on " + mount.target()));
    if (showsGroups()) {
      groups.forEach(group -> names.add("cgroup " + group.path()));
    }
    if (hostSys) {
      names.add("sys");
    }
    if (devices) {
      DeviceFolder.nodes().forEach(node -> names.add("device " + node));
    }
    return names;
  }

  /** Opens them in a mount namespace of the initial user namespace; the descriptors in order. */
  public List<Integer> open(ProgramBuilder program, int userNamespace) {
    MappedLayers layers = new MappedLayers(program, root.target(), userNamespace);
    List<Integer> trees = new ArrayList<>();
    Map<PlacedMount, Integer> opened = new LinkedHashMap<>();
    MountSources sources = new MountSources(program, layers.view(), groups);
    sources.openSpreading(mounts);
    program.add(MountCalls.propagate("/", REC.or(PRIVATE)));
    layers.begin();
    trees.add(layers.root(root, label));
    for (PlacedMount mount : sourced()) {
      PlacedMount seen = mapped(mount, layers);
      sources.open(List.of(seen));
      int tree = sources.tree(seen).orElseThrow();
      if (isMapped(mount)) {
        program.add(MountCalls.mapIds(tree, userNamespace));
      }
      opened.put(mount, tree);
    }
    trees.addAll(opened.values());
    if (showsGroups()) {
      for (GroupFolder group : groups) {
        trees.add(program.open(MountCalls.openTree(group.path().toString(), NONE)));
      }
    }
    if (hostSys) {
      int sys = program.open(MountCalls.openTree("/sys", AT_RECURSIVE));
      program.add(
          MountCalls.setAttributes(
              sys, AT_RECURSIVE, MountOptions.parse(List.of("ro")).own().set(), NONE));
      trees.add(sys);
    }
    if (devices) {
      for (String node : DeviceFolder.nodes()) {
        trees.add(program.open(MountCalls.openTree(node, NONE)));
      }
    }
    return trees;
  }

  private List<PlacedMount> sourced() {
    return mounts.stream()
        .filter(
            placed -> placed.mount() instanceof Mount.Bind || placed.mount() instanceof Mount.Image)
        .toList();
  }

  private boolean showsGroups() {
    return mounts.stream().anyMatch(PlacedMount::isCgroup);
  }

  private static PlacedMount mapped(PlacedMount placed, MappedLayers layers) {
    return placed.mount() instanceof Mount.Image image
        ? new PlacedMount(
            new Mount.Image(layers.map(image.layers()), image.target(), image.subpath()),
            placed.folder())
        : placed;
  }

  /** The kernel's own file systems know no other owners. */
  private boolean isMapped(PlacedMount placed) {
    return placed.mount() instanceof Mount.Bind bind
        && !bind.source().startsWith(run)
        && OF_THE_KERNEL.stream().noneMatch(bind.source()::startsWith);
  }
}
