package jcompose.engine.rootfs;

import static jcompose.engine.program.Flags.AT_RECURSIVE;
import static jcompose.engine.program.Flags.BENEATH;
import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.NO_MAGICLINKS;
import static jcompose.engine.program.Flags.NO_SYMLINKS;
import static jcompose.engine.program.Flags.O_DIRECTORY;
import static jcompose.engine.program.Flags.O_PATH;
import static jcompose.engine.program.Flags.O_RDONLY;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.cgroup.GroupFolder;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceType;

/** Opens what a container mounts of the host, as detached trees, while the host is visible. */
public final class MountSources {
  private final ProgramBuilder program;
  private final Path scratch;
  private final CgroupMounts cgroups;
  private final Map<PlacedMount, Integer> trees = new LinkedHashMap<>();

  /**
   * Writes its operations to the end of a program.
   *
   * @param scratch an empty folder of the host to mount things on for a moment
   * @param groups the container's cgroups
   */
  public MountSources(ProgramBuilder program, Path scratch, List<GroupFolder> groups) {
    this.program = program;
    this.scratch = scratch;
    this.cgroups = new CgroupMounts(program, groups);
  }

  /** Takes over what another process has opened. */
  public void inherit(MappedMounts mounts, Map<String, Integer> descriptors) {
    for (PlacedMount mount : mounts.mounts()) {
      Integer tree = descriptors.get("mount on " + mount.target());
      if (tree != null) {
        trees.put(mount, tree);
      }
    }
    cgroups.inherit(descriptors);
  }

  CgroupMounts cgroups() {
    return cgroups;
  }

  /** The open tree of a mount; empty for those that are made where they go. */
  Optional<Integer> tree(PlacedMount mount) {
    return Optional.ofNullable(trees.get(mount));
  }

  /** Opens those that hear of the host's mounts; before everything is made private. */
  public void openSpreading(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      if (placed.mount() instanceof Mount.Bind bind && placed.spreads()) {
        trees.put(
            placed,
            placed.ofInit() ? bindOfInit(bind, placed.options()) : bind(bind, placed.options()));
      }
    }
  }

  /** Opens the others. */
  public void open(List<PlacedMount> mounts) {
    for (PlacedMount placed : mounts) {
      if (placed.mount() instanceof Mount.Bind bind && !placed.spreads()) {
        trees.put(placed, bind(bind, placed.options()));
      } else if (placed.mount() instanceof Mount.Image image) {
        trees.put(placed, image(image));
      } else if (placed.isCgroup()) {
        cgroups.open();
      }
    }
  }

  /** Opens what another container has at a path, which is a mount there. */
  public void openOf(int container, PlacedMount placed) {
    int own = program.open(FileCalls.open("/proc/self/ns/mnt", O_RDONLY));
    program.add(ProcessCalls.setns(container, List.of(NamespaceType.MOUNT)));
    int folder =
        program.open(FileCalls.openWithin(placed.target(), O_PATH.or(O_DIRECTORY), NO_SYMLINKS));
    int tree = program.open(MountCalls.openTreeOf(folder, NONE));
    program.close(folder);
    program.add(ProcessCalls.setns(own, List.of(NamespaceType.MOUNT)));
    program.close(own);
    trees.put(placed, tree);
  }

  private int bindOfInit(Mount.Bind bind, MountOptions options) {
    int own = program.open(FileCalls.open("/proc/self/ns/mnt", O_RDONLY));
    int init = program.open(FileCalls.open("/proc/1/ns/mnt", O_RDONLY));
    program.add(ProcessCalls.setns(init, List.of(NamespaceType.MOUNT)));
    int tree = bind(bind, options);
    program.add(ProcessCalls.setns(own, List.of(NamespaceType.MOUNT)));
    program.close(init);
    program.close(own);
    return tree;
  }

  private int bind(Mount.Bind bind, MountOptions options) {
    Word recursive = options.recursive() ? AT_RECURSIVE : NONE;
    int tree =
        bind.subpath().isPresent()
            ? beneath(bind.source().toString(), bind.subpath().get(), recursive)
            : program.open(MountCalls.openTree(bind.source().toString(), recursive));
    setAttributes(tree, options);
    return tree;
  }

  private void setAttributes(int tree, MountOptions options) {
    options
        .propagation()
        .filter(spread -> spread.kind() != Propagation.Kind.PRIVATE)
        .ifPresent(
            spread ->
                program.add(
                    MountCalls.setPropagation(
                        tree, spread.recursive() ? AT_RECURSIVE : NONE, spread.kind().word())));
    program.add(options.operations(tree));
  }

  private void set(int tree, Word recursive, MountAttributes attributes) {
    if (!attributes.isEmpty()) {
      program.add(
          MountCalls.setAttributes(tree, recursive, attributes.set(), attributes.cleared()));
    }
  }

  /** No link of a volume or image leads out of it (CVE-2017-1002101). */
  private int beneath(String source, String subpath, Word recursive) {
    int folder = program.open(FileCalls.open(source, O_PATH.or(O_DIRECTORY)));
    int part =
        program.open(FileCalls.openWithin(folder, subpath, O_PATH, BENEATH.or(NO_MAGICLINKS)));
    int tree = program.open(MountCalls.openTreeOf(part, recursive));
    program.close(part);
    program.close(folder);
    return tree;
  }

  /** An overlay of several layers needs a place while it is opened. */
  private int image(Mount.Image image) {
    List<Path> layers = image.layers();
    String folder = layers.size() == 1 ? layers.get(0).toString() : scratch.toString();
    if (layers.size() > 1) {
      program.add(OverlayRoot.mountReadonly(layers, scratch));
    }
    int tree =
        image.subpath().isPresent()
            ? beneath(folder, image.subpath().get(), NONE)
            : program.open(MountCalls.openTree(folder, NONE));
    if (layers.size() > 1) {
      program.add(MountCalls.unmount(scratch.toString(), DETACH));
    }
    set(tree, NONE, MountOptions.parse(List.of("ro", "nodev")).own());
    return tree;
  }
}
