package jcompose.engine;

import static jcompose.engine.program.Flags.AT_RECURSIVE;
import static jcompose.engine.program.Flags.DETACH;
import static jcompose.engine.program.Flags.NONE;
import static jcompose.engine.program.Flags.PRIVATE;
import static jcompose.engine.program.Flags.REC;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import jcompose.engine.launch.ThreadProgram;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.program.Argument.ResultOf;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.MountCalls;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.rootfs.BaseLayer;
import jcompose.engine.rootfs.MountOptions;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.rootfs.RootPaths;
import jcompose.engine.rootfs.Subpath;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceType;

/**
 * The root of a container that does not run, with its volumes, mounted in a mount namespace that a
 * thread has for itself. It ends with the thread, and all that is mounted in it.
 */
final class StoppedRoot implements AutoCloseable {
  private final ContainerSpec spec;
  private final OverlayRoot overlay;
  private final Set<Long> absent = new HashSet<>();
  private final CompletableFuture<Descriptor> opened = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch unmounted = new CountDownLatch(1);

  private StoppedRoot(ContainerSpec spec, OverlayRoot overlay) {
    this.spec = spec;
    this.overlay = overlay;
  }

  /**
   * Mounts it; the caller holds the container's lock.
   *
   * @throws EngineException naming the call that failed
   */
  static StoppedRoot open(
      EngineDirectories directories, ContainerSpec spec, ContainerFolder folder) {
    folder.make();
    BaseLayer.make(directories.root());
    StoppedRoot root = new StoppedRoot(spec, BirthLookup.root(directories, spec));
    Thread thread = new Thread(root::hold, "files of a container");
    thread.setDaemon(true);
    thread.start();
    try {
      root.opened.join();
      return root;
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException refused) {
        throw new EngineException(
            spec.name() + ": its files cannot be mounted: " + refused.getMessage(), refused);
      }
      throw failure;
    }
  }

  /** The root; who asks owns it. */
  Descriptor descriptor() {
    return opened.join();
  }

  /** The devices of what stands where mounts would be that only a running container has. */
  Set<Long> absent() {
    return absent;
  }

  /** Stays on this thread until it is closed; the thread's own root stays the host's. */
  private void hold() {
    Operation unmounting = MountCalls.unmount(overlay.target().toString(), DETACH);
    try {
      opened.complete(mount());
    } catch (RuntimeException | Error failure) {
      opened.completeExceptionally(failure);
      return;
    }
    try {
      closed.await();
      run(new ProgramBuilder().add(unmounting).build(), Map.of());
    } catch (InterruptedException nobody) {
      Thread.currentThread().interrupt();
    } finally {
      unmounted.countDown();
    }
  }

  private Descriptor mount() {
    List<PlacedMount> mounts = PlacedMount.ordered(MountLookup.of(spec, false));
    ProgramBuilder program =
        new ProgramBuilder()
            .add(
                ProcessCalls.unshare(List.of(NamespaceType.MOUNT)),
                MountCalls.propagate("/", REC.or(PRIVATE)));
    program.add(overlay.mount(label()));
    run(program.build(), Map.of());
    Descriptor root = Descriptor.open(overlay.target(), OpenFlags.PATH | OpenFlags.DIRECTORY);
    try (RootPaths paths = new RootPaths(root.duplicate().number())) {
      for (PlacedMount mount : mounts) {
        attach(mount, paths);
      }
      if (spec.root().readonly()) {
        String target = overlay.target().toString();
        run(new ProgramBuilder().add(MountCalls.makeReadonly(target, NONE)).build(), Map.of());
      }
      return root;
    } catch (RuntimeException failure) {
      root.close();
      throw failure;
    }
  }

  private Optional<String> label() {
    return spec.privileged() ? Optional.empty() : spec.security().mountLabel();
  }

  private void attach(PlacedMount placed, RootPaths paths) {
    if (placed.mount() instanceof Mount.Omitted || isOfTheKernel(placed)) {
      return;
    }
    try (Descriptor tree = Descriptor.open(Path.of("/"), OpenFlags.PATH).aboveStreams();
        Descriptor target = Descriptor.owning(paths.mountPoint(placed.target(), placed.folder()))) {
      boolean there = placed.mount() instanceof Mount.Bind bind && !bind.ofDevice();
      if (there) {
        bind((Mount.Bind) placed.mount(), placed.options(), tree);
      } else {
        openInto(tree, nothing());
      }
      run(
          new ProgramBuilder().add(MountCalls.moveMount(tree.number(), target.number())).build(),
          Map.of());
      if (!there) {
        absent.add(FileStatus.of(tree.number()).device());
      }
    }
  }

  private static boolean isOfTheKernel(PlacedMount placed) {
    return placed.mount() instanceof Mount.FileSystem
        && List.of("/dev", "/proc", "/sys").stream()
            .anyMatch(folder -> Path.of(placed.target()).startsWith(folder));
  }

  private void bind(Mount.Bind bind, MountOptions options, Descriptor tree) {
    try (Descriptor source =
        bind.subpath().isPresent()
            ? Descriptor.owning(Subpath.open(bind.source(), bind.subpath().get()))
            : Descriptor.open(bind.source(), OpenFlags.PATH)) {
      openInto(
          tree,
          List.of(
              MountCalls.openTreeOf(source.number(), options.recursive() ? AT_RECURSIVE : NONE)));
    }
    List<Operation> attributes = new ArrayList<>(options.operations(tree.number()));
    if (!attributes.isEmpty()) {
      run(new ProgramBuilder().add(attributes).build(), Map.of());
    }
  }

  /** An empty file system that takes nothing. */
  private static List<Operation> nothing() {
    Operation context = MountCalls.fsopen("tmpfs");
    return List.of(
        context,
        MountCalls.fscreate(new ResultOf(context)),
        MountCalls.fsmount(new ResultOf(context), new Word(1, "RDONLY")));
  }

  /** Puts what the last of the operations opens in the place of a descriptor. */
  private void openInto(Descriptor tree, List<Operation> opening) {
    ResultOf made = new ResultOf(opening.get(opening.size() - 1));
    ProgramBuilder program = new ProgramBuilder().add(opening);
    program.add(ProcessCalls.replace("tree", made), ProcessCalls.close(made));
    if (opening.size() > 1) {
      program.add(ProcessCalls.close(new ResultOf(opening.get(0))));
    }
    run(program.build(), Map.of("tree", tree.number()));
  }

  private void run(Program program, Map<String, Integer> inherited) {
    ThreadProgram.run(spec.name(), program, inherited);
  }

  /** Returns when it is unmounted: only then may others mount the upper layer. */
  @Override
  public void close() {
    closed.countDown();
    try {
      unmounted.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
