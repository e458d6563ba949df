package jcompose.engine.oci;

import static jcompose.engine.program.Flags.NONE;

import java.util.Optional;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.Bind;
import jcompose.engine.oci.config.MountConfig;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.AtCalls;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProgramBuilder;

/** Mounts what a config.json lists, in its order, below a root that is not the root yet. */
final class MountsProgram {
  private static final Word NULL = new Word(0, "NULL");

  private final BirthFacts facts;
  private final ProgramBuilder program;
  private final ContainerRoot root;

  MountsProgram(BirthFacts facts, ProgramBuilder program, ContainerRoot root) {
    this.facts = facts;
    this.program = program;
    this.root = root;
  }

  void write() {
    for (MountConfig mount : facts.config().mounts()) {
      MountOptions options = MountOptions.parse(mount.options());
      MountOptions now = isDev(mount) ? options.writable() : options;
      String type = mount.type().orElse("");
      if (Bind.is(mount)) {
        bind(mount, now);
      } else if (options.remounts()) {
        remount(mount, now);
      } else if (type.equals("cgroup") || type.equals("cgroup2")) {
        new CgroupMounts(facts, program, root).write(mount, now);
      } else {
        fileSystem(mount, type, now);
      }
      finish(mount, now);
    }
  }

  /** Makes /dev read-only where that was asked for, when all devices are there. */
  void lockDev() {
    for (MountConfig mount : facts.config().mounts()) {
      if (isDev(mount) && MountOptions.parse(mount.options()).readonly()) {
        int dev = root.existing("/dev");
        program.add(AtCalls.setAttributes(dev, false, new Word(1, "RDONLY"), NONE, NONE));
        program.close(dev);
      }
    }
  }

  private static boolean isDev(MountConfig mount) {
    return ContainerRoot.clean(mount.destination()).toString().equals("dev");
  }

  private void bind(MountConfig mount, MountOptions options) {
    BindSource source = facts.sourceOf(mount);
    int tree =
        source.inherited().isPresent()
            ? facts.numberOf(source.inherited().get())
            : program.open(
                AtCalls.cloneTree(source.path().toString(), mount.options().contains("rbind")));
    if ((options.set().value() | options.cleared().value()) != 0) {
      program.add(AtCalls.setAttributes(tree, false, options.set(), options.cleared(), NONE));
    }
    int target =
        source.folder() ? root.folder(mount.destination()) : root.file(mount.destination());
    program.add(MountCalls.moveMount(tree, target));
    program.close(target);
    program.close(tree);
  }

  private void fileSystem(MountConfig mount, String type, MountOptions options) {
    Optional<String> copied = facts.prepared(mount);
    boolean kernels = type.equals("proc") || type.equals("sysfs");
    int target =
        kernels ? root.folderWithoutLinks(mount.destination()) : root.folder(mount.destination());
    if (copied.isPresent()) {
      int tree = facts.numberOf(copied.get());
      program.add(AtCalls.setAttributes(tree, false, options.set(), options.cleared(), NONE));
      program.add(MountCalls.moveMount(tree, target));
      program.close(tree);
    } else {
      program.add(FileCalls.fchdir(target));
      String source = mount.source().filter(text -> !text.isEmpty()).orElse(type);
      program.add(AtCalls.mountHere(source, type, options.flags(), data(type, options)));
    }
    program.close(target);
  }

  /** With the label that SELinux gives the mount's files; the kernel's own have theirs. */
  private String data(String type, MountOptions options) {
    Optional<String> label = facts.config().linuxOrEmpty().mountLabel();
    boolean kernels = type.equals("proc") || type.equals("sysfs") || type.equals("mqueue");
    if (kernels || label.isEmpty() || label.get().isEmpty()) {
      return options.data();
    }
    String context = "context=\"" + label.get() + "\"";
    return options.data().isEmpty() ? context : options.data() + "," + context;
  }

  private void remount(MountConfig mount, MountOptions options) {
    int target = root.existing(mount.destination());
    program.add(FileCalls.fchdir(target));
    program.add(
        Operation.of(
            Syscall.MOUNT,
            NULL,
            new Text("."),
            NULL,
            options.flags(),
            options.data().isEmpty() ? NULL : new Text(options.data())));
    program.close(target);
  }

  /** What is only possible where the mount is: its propagation, attributes of all below it. */
  private void finish(MountConfig mount, MountOptions options) {
    boolean recursive = (options.recursiveSet().value() | options.recursiveCleared().value()) != 0;
    if (options.propagations().isEmpty() && !recursive) {
      return;
    }
    int mounted = root.existing(mount.destination());
    for (MountOptions.Propagation propagation : options.propagations()) {
      program.add(
          AtCalls.setAttributes(mounted, propagation.recursive(), NONE, NONE, propagation.type()));
    }
    if (recursive) {
      program.add(
          AtCalls.setAttributes(
              mounted, true, options.recursiveSet(), options.recursiveCleared(), NONE));
    }
    program.close(mounted);
  }
}
