package jcompose.engine.launch;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import jcompose.engine.EngineException;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.NamespaceType;

/**
 * Makes processes that run programs.
 *
 * <p>Each is made by a thread of its own that ends afterwards: the thread may have joined a PID
 * namespace, in which it cannot make threads any more, and cgroups of the container.
 */
public final class Launcher {
  private static final long CLONE_VM = 0x100;
  private static final long CLONE_VFORK = 0x4000;
  // Never VM without VFORK: the OOM killer would take this process for the container's.
  private static final long SHARING = CLONE_VM | CLONE_VFORK;
  private static final long CLONE_PIDFD = 0x1000;
  private static final long CLONE_CLEAR_SIGHAND = 0x1_0000_0000L;
  private static final long CLONE_INTO_CGROUP = 0x2_0000_0000L;
  private static final int CLONE_ARGS_SIZE = 88;
  private static final int SIGCHLD = 17;
  private static final int SIG_SETMASK = 2;
  private static final int PR_SET_DUMPABLE = 4;

  private Launcher() {}

  /**
   * Makes a process and returns when it executes its program.
   *
   * @throws jcompose.engine.ProgramNotRunException when the program was not found (127) or could
   *     not be executed (126)
   * @throws EngineException when another operation failed, naming it; nothing is left behind
   */
  public static Child launch(Launch launch) {
    CompletableFuture<Encoded> encoded = new CompletableFuture<>();
    CompletableFuture<Long> cloned = onThreadOfItsOwn(launch, encoded, () -> {});
    try (ProgramMemory memory = encode(launch, encoded, SHARING)) {
      launch
          .mapping()
          .ifPresent(
              mapping ->
                  mapping.serve(() -> NativeMemory.getInt(encoded.join().pidfdAt()), cloned));
      Child child = child(launch, await(launch, cloned), encoded);
      Outcome.of(launch.program(), memory.results()).demandStarted(launch.name(), child);
      return child;
    }
  }

  /**
   * Makes a process with memory of its own, which may wait in the middle of its program, even
   * longer than this process lives.
   *
   * @param beforehand what the thread that makes it does first, for example joining namespaces
   * @param namespaces CLONE_NEW* flags beside those of the launch
   * @throws EngineException when it could not be made
   */
  public static ForkedChild fork(Launch launch, Runnable beforehand, long namespaces) {
    CompletableFuture<Encoded> encoded = new CompletableFuture<>();
    CompletableFuture<Long> cloned = onThreadOfItsOwn(launch, encoded, beforehand);
    ProgramMemory memory = encode(launch, encoded, namespaces);
    try {
      return new ForkedChild(child(launch, await(launch, cloned), encoded), launch, memory);
    } catch (RuntimeException failure) {
      memory.close();
      throw failure;
    }
  }

  private static Child child(Launch launch, long pid, CompletableFuture<Encoded> encoded) {
    launch.cgroup().ifPresent(CgroupSession::launched);
    if (pid < 0) {
      throw new EngineException(
          launch.name() + ": clone3: " + Errno.describe((int) -pid) + Hints.forClone((int) -pid));
    }
    return new Child((int) pid, NativeMemory.getInt(encoded.join().pidfdAt()));
  }

  /** Addresses of what the kernel reads and writes. */
  private record Encoded(long program, long cloneArguments, long pidfdAt) {}

  /** While the thread gets ready. */
  private static ProgramMemory encode(
      Launch launch, CompletableFuture<Encoded> encoded, long flags) {
    try {
      ProgramMemory memory =
          new ProgramMemory(launch.program(), launch.inherited(), flags != SHARING);
      long pidfdAt = memory.allocate(8);
      encoded.complete(
          new Encoded(memory.address(), cloneArguments(launch, memory, pidfdAt, flags), pidfdAt));
      return memory;
    } catch (RuntimeException | Error failure) {
      encoded.completeExceptionally(failure);
      throw failure;
    }
  }

  private static CompletableFuture<Long> onThreadOfItsOwn(
      Launch launch, CompletableFuture<Encoded> encoded, Runnable beforehand) {
    CompletableFuture<Long> pid = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                beforehand.run();
                pid.complete(clone(launch, encoded));
              } catch (RuntimeException | Error failure) {
                pid.completeExceptionally(failure);
              }
              launch.mapping().ifPresent(ChildMapping::cloned);
            },
            "launch " + launch.name());
    thread.setDaemon(true);
    thread.start();
    return pid;
  }

  private static long await(Launch launch, CompletableFuture<Long> pid) {
    try {
      return pid.join();
    } catch (CompletionException | CancellationException failure) {
      if (failure.getCause() instanceof SyscallException call) {
        throw new EngineException(launch.name() + ": " + call.getMessage(), call);
      }
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private static long clone(Launch launch, CompletableFuture<Encoded> encoded) {
    blockSignals();
    launch.cgroup().ifPresent(CgroupSession::enterCurrentThread);
    if (launch.pidNamespace().isPresent()) {
      Kernel.check(
          "setns(<PID namespace>, PID)",
          Syscall.SETNS,
          launch.pidNamespace().getAsInt(),
          NamespaceType.PID.cloneFlag());
    }
    Encoded addresses = encoded.join();
    long pid = Kernel.spawn(addresses.cloneArguments(), CLONE_ARGS_SIZE, addresses.program());
    Kernel.check("prctl(SET_DUMPABLE, 0)", Syscall.PRCTL, PR_SET_DUMPABLE, 0);
    return pid;
  }

  /** A signal handler of this process must never run in the child, which shares its memory. */
  private static void blockSignals() {
    try (NativeMemory memory = new NativeMemory()) {
      long all = memory.allocate(8);
      NativeMemory.putLong(all, -1);
      Kernel.check("rt_sigprocmask(SETMASK, all)", Syscall.RT_SIGPROCMASK, SIG_SETMASK, all, 0, 8);
    }
  }

  private static long cloneArguments(Launch launch, ProgramMemory memory, long pidfdAt, long mode) {
    long flags = mode | CLONE_PIDFD | CLONE_CLEAR_SIGHAND;
    for (NamespaceType type : launch.made()) {
      flags |= type.cloneFlag();
    }
    long arguments = memory.allocate(CLONE_ARGS_SIZE);
    if (launch.cgroup().isPresent() && launch.cgroup().get().cloneIntoFd().isPresent()) {
      flags |= CLONE_INTO_CGROUP;
      NativeMemory.putLong(arguments + 80, launch.cgroup().get().cloneIntoFd().getAsInt());
    }
    NativeMemory.putLong(arguments, flags);
    NativeMemory.putLong(arguments + 8, pidfdAt);
    NativeMemory.putLong(arguments + 32, SIGCHLD);
    return arguments;
  }
}
