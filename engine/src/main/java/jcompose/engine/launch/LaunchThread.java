package jcompose.engine.launch;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import jcompose.engine.EngineException;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * The thread that makes one process and ends: it joins the process's PID namespace, in which it
 * cannot make threads any more, and its cgroups.
 *
 * <p>It makes the cgroups, too, while its starter still writes the program.
 */
public final class LaunchThread {
  private static final int SIG_SETMASK = 2;
  private static final int PR_SET_DUMPABLE = 4;

  /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV; signal n is bit n - 1. */
  private static final long RAISED_BY_INSTRUCTIONS = 1 << 3 | 1 << 4 | 1 << 6 | 1 << 7 | 1 << 10;

  /** What it waits for: a program in native memory, the arguments of clone3, and of the process. */
  record Order(
      long program,
      CloneArguments arguments,
      OptionalInt pidNamespace,
      Optional<ChildMapping> mapping,
      Optional<OtherTime> time) {}

  /** One that waits for work: to start a thread takes a good part of a millisecond. */
  private static final AtomicReference<@Nullable LaunchThread> SPARE = new AtomicReference<>();

  /** What it does first. */
  private record Work(String name, Supplier<Optional<CgroupSession>> cgroup, Runnable ahead) {}

  private final CompletableFuture<Work> work = new CompletableFuture<>();
  private final CompletableFuture<Optional<CgroupSession>> cgroup = new CompletableFuture<>();
  private final CompletableFuture<Order> order = new CompletableFuture<>();
  private final CompletableFuture<Long> pid = new CompletableFuture<>();

  private LaunchThread() {}

  /**
   * Makes sure that the next {@link #start} finds a thread waiting. Must not be called by such a
   * thread: what it starts is in its cgroups.
   */
  public static void prepare() {
    if (SPARE.get() == null) {
      LaunchThread spare = begun();
      if (!SPARE.compareAndSet(null, spare)) {
        spare.work.cancel(false);
      }
    }
  }

  private static LaunchThread begun() {
    LaunchThread launch = new LaunchThread();
    Thread thread = new Thread(launch::run, "launch");
    thread.setDaemon(true);
    thread.start();
    return launch;
  }

  /**
   * Starts it. It has to get an order from {@link Launcher#launch}, or to be dismissed.
   *
   * @param name what messages call the process
   * @param cgroup gives the groups that the process is born in
   * @param ahead what it does in these groups before it waits for the order
   */
  public static LaunchThread start(
      String name, Supplier<Optional<CgroupSession>> cgroup, Runnable ahead) {
    LaunchThread spare = SPARE.getAndSet(null);
    LaunchThread launch = spare == null ? begun() : spare;
    launch.work.complete(new Work(name, cgroup, ahead));
    return launch;
  }

  /** Starts one that only makes a process in groups that are there, or in none. */
  public static LaunchThread start(String name, Supplier<Optional<CgroupSession>> cgroup) {
    return start(name, cgroup, () -> {});
  }

  /** The groups, or why there are none. */
  public CompletableFuture<Optional<CgroupSession>> cgroup() {
    return cgroup.copy();
  }

  /**
   * Ends it without a process, unless it has made one. When this returns it does nothing any more,
   * and what it was given to work with may be closed.
   */
  public void dismiss() {
    order.cancel(false);
    pid.handle((number, failure) -> number).join();
  }

  /** The new process's pid, or {@code -errno} of clone3. */
  long make(Order wanted) {
    CompletableFuture<Long> made =
        wanted
            .mapping()
            .map(mapping -> pid.whenComplete((number, failure) -> mapping.cloned()))
            .orElse(pid);
    order.complete(wanted);
    try {
      wanted.mapping().ifPresent(mapping -> mapping.serve(wanted.arguments()::pidfd, pid));
      return made.join();
    } catch (CompletionException | CancellationException failure) {
      if (failure.getCause() instanceof SyscallException call) {
        throw new EngineException(work.join().name() + ": " + call.getMessage(), call);
      }
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private void run() {
    try {
      blockSignals();
      Work given = work.join();
      Optional<CgroupSession> made = given.cgroup().get();
      cgroup.complete(made);
      made.ifPresent(CgroupSession::enterCurrentThread);
      given.ahead().run();
      pid.complete(spawn(order.join(), made));
      made.ifPresent(CgroupSession::launched);
    } catch (CancellationException dismissed) {
      pid.completeExceptionally(dismissed);
    } catch (RuntimeException | Error failure) {
      cgroup.completeExceptionally(failure);
      pid.completeExceptionally(failure);
    }
  }

  private static long spawn(Order order, Optional<CgroupSession> groups) {
    groups
        .map(CgroupSession::cloneIntoFd)
        .ifPresent(descriptor -> descriptor.ifPresent(order.arguments()::intoCgroup));
    if (order.pidNamespace().isPresent()) {
      Kernel.check(
          "setns(<PID namespace>, PID)",
          Syscall.SETNS,
          order.pidNamespace().getAsInt(),
          NamespaceType.PID.cloneFlag());
    }
    order.time().ifPresent(OtherTime::make);
    long pid = Kernel.spawn(order.arguments().address(), CloneArguments.SIZE, order.program());
    Kernel.check("prctl(SET_DUMPABLE, 0)", Syscall.PRCTL, PR_SET_DUMPABLE, 0);
    return pid;
  }

  /**
   * A signal handler of this process must never run in the child, which shares its memory. But for
   * those that an instruction raises: the JVM lives by them, and dies when they are blocked.
   */
  private static void blockSignals() {
    try (NativeMemory memory = new NativeMemory()) {
      long blocked = memory.allocate(8);
      NativeMemory.putLong(blocked, ~RAISED_BY_INSTRUCTIONS);
      Kernel.check(
          "rt_sigprocmask(SETMASK, ...)", Syscall.RT_SIGPROCMASK, SIG_SETMASK, blocked, 0, 8);
    }
  }
}
