package jcompose.engine.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Pipe;
import jcompose.engine.linux.ProcessEnd;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.NamespaceMode;

/**
 * Gives the user namespace of a child its ids while the child waits: only a process outside of it
 * may. The child waits in vfork, on a thread of its own, so this process goes on meanwhile.
 */
public final class ChildMapping implements AutoCloseable {
  private static final String READY = "ready";
  private static final String MAPPED = "mapped";
  private static final String MAPPER = "mapper";
  private static final int SIGKILL = 9;

  private final List<IdMapping> uids;
  private final List<IdMapping> gids;
  private final Pipe ready = Pipe.open();
  private final Pipe mapped = Pipe.open();
  private Optional<Descriptor> namespace = Optional.empty();

  /** For one child. */
  public ChildMapping(NamespaceMode.Mapped users) {
    this(users.uids(), users.gids());
  }

  ChildMapping(List<IdMapping> uids, List<IdMapping> gids) {
    this.uids = List.copyOf(uids);
    this.gids = List.copyOf(gids);
  }

  /** What the child's program does first; it waits no longer than this process lives. */
  public static List<Operation> operations() {
    return List.of(
        ProcessCalls.close(MAPPER), ProcessCalls.tell(READY), ProcessCalls.await(MAPPED));
  }

  /** What the child inherits for it. */
  public Map<String, Integer> descriptors() {
    return Map.of(
        READY, ready.writing().number(),
        MAPPED, mapped.reading().number(),
        MAPPER, mapped.writing().number());
  }

  /** The namespace once it has ids; the caller closes it. */
  Descriptor takeNamespace() {
    Descriptor taken = namespace.orElseThrow();
    namespace = Optional.empty();
    return taken;
  }

  /** Waits for the child, lets it go on with ids, and returns when it executes or has died. */
  void serve(IntSupplier pidfd, Future<Long> cloned) {
    transfer(Syscall.READ, ready.reading());
    if (cloned.isDone()) {
      return; // whose result says why
    }
    try {
      String pid = pid(pidfd.getAsInt());
      write(pid, "uid_map", uids);
      write(pid, "gid_map", gids);
      namespace = Optional.of(Descriptor.open(Path.of("/proc", pid, "ns/user"), 0).aboveStreams());
    } catch (RuntimeException failure) {
      Descriptor child = Descriptor.owning(pidfd.getAsInt());
      Kernel.call(Syscall.PIDFD_SEND_SIGNAL, child.number(), SIGKILL, 0, 0);
      ProcessEnd.await(child.number());
      child.close();
      transfer(Syscall.READ, ready.reading());
      throw failure;
    }
    transfer(Syscall.WRITE, mapped.writing());
    transfer(Syscall.READ, ready.reading()); // the cloning thread's: it needs the pipe no more
  }

  /** To be called by the thread that cloned, when the child no longer waits. */
  void cloned() {
    transfer(Syscall.WRITE, ready.writing());
  }

  private static void transfer(Syscall call, Descriptor end) {
    try (NativeMemory memory = new NativeMemory()) {
      Kernel.check(call.callName() + "(pipe)", call, end.number(), memory.allocate(1), 1);
    }
  }

  private static String pid(int pidfd) {
    try {
      return Files.readAllLines(Path.of("/proc/self/fdinfo/" + pidfd)).stream()
          .filter(line -> line.startsWith("Pid:"))
          .map(line -> line.substring("Pid:".length()).trim())
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new EngineException("cannot read /proc/self/fdinfo: " + failure.getMessage(), failure);
    }
  }

  private static void write(String pid, String file, List<IdMapping> ranges) {
    String text = ranges.stream().map(IdMapping::line).collect(Collectors.joining());
    try {
      Files.write(
          Path.of("/proc", pid, file),
          text.getBytes(StandardCharsets.US_ASCII),
          StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw new EngineException(
          "user namespace: the kernel does not take the "
              + file
              + " '"
              + text.strip().replace("\n", ", ")
              + "': ranges must not overlap, and be ids that this process may give away",
          failure);
    }
  }

  @Override
  public void close() {
    ready.close();
    mapped.close();
    namespace.ifPresent(Descriptor::close);
  }
}
