package jcompose.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.rootfs.BaseLayer;
import jcompose.engine.rootfs.ImageView;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** Opens a container's files: those of its first process, or what it would begin with. */
final class ContainerTrees {
  private final EngineDirectories directories;
  private final ContainerFolder folder;
  private final String label;

  ContainerTrees(EngineDirectories directories, String id, String label) {
    this.directories = directories;
    this.folder = new ContainerFolder(directories, id);
    this.label = label;
  }

  FileTree open() {
    Optional<FileTree> running = running();
    if (running.isPresent()) {
      return running.get();
    }
    RootLock lock;
    try {
      lock = folder.lockRoot();
    } catch (SyscallException gone) {
      throw new EngineException(label + " has no container any more: " + gone.getMessage(), gone);
    }
    boolean kept = false;
    try {
      Optional<FileTree> started = running(); // by who held the lock
      if (started.isPresent()) {
        return started.get();
      }
      FileTree stopped = stopped(record().spec(), lock);
      kept = true;
      return stopped;
    } finally {
      if (!kept) {
        lock.close();
      }
    }
  }

  /** Its layers and what it wrote over them, whether it runs or not. */
  FileTree withoutMounts() {
    ContainerSpec spec = record().spec();
    requireOwnFiles(spec);
    List<Path> layers = new ArrayList<>(BaseLayer.below(spec.root().layers(), directories.root()));
    if (layers.stream().anyMatch(folder.upper()::startsWith)) {
      throw new EngineException(
          label + " is made of " + layers + ", the host's own files: there is no image to write");
    }
    layers.add(folder.upper());
    BaseLayer.make(directories.root());
    Descriptor root = Descriptor.owning(ImageView.of(layers).root());
    return new FileTree(label, root, Optional.empty(), false, Set.of(), () -> {});
  }

  private void requireOwnFiles(ContainerSpec spec) {
    if (!(spec.namespaces().mode(NamespaceType.MOUNT) instanceof NamespaceMode.Private)) {
      throw new EngineException(label + " has no files of its own, it shares another's");
    }
  }

  private ContainerRecord record() {
    return folder
        .read()
        .orElseThrow(() -> new EngineException(label + " has no container any more"));
  }

  private Optional<FileTree> running() {
    ContainerRecord record = record();
    return record
        .process()
        .filter(ProcessIdentity::isListed)
        .map(
            process ->
                new FileTree(
                    label,
                    new ContainerView(record.spec().name(), process)
                        .open("root", OpenFlags.PATH | OpenFlags.DIRECTORY),
                    record.spec().namespaces().users(),
                    false,
                    Set.of(),
                    () -> {}));
  }

  /** Its users' files are numbered on the disk as the container does. */
  private FileTree stopped(ContainerSpec spec, RootLock lock) {
    requireOwnFiles(spec);
    StoppedRoot root = StoppedRoot.open(directories, spec, folder);
    Descriptor descriptor = root.descriptor();
    return new FileTree(
        label,
        descriptor,
        Optional.empty(),
        false,
        root.absent(),
        () -> {
          root.close();
          lock.close();
        });
  }
}
