package jcompose.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.state.IoReason;

/**
 * The FIFOs that are a container's standard streams. They belong to the container's user, so that
 * it may open /dev/stdout again, and are open for reading and writing in the container, so that a
 * dead supervisor breaks nothing.
 */
final class StreamFifos implements AutoCloseable {
  private static final long AT_FDCWD = -100;
  private static final int FIFO = 0x1000 | 0600;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final Path NULL = Path.of("/dev/null");

  /** No program inherits it. */
  private static final String WRITER = "stdin's other end";

  /** What stands at the other ends. */
  enum Use {
    /** A log; standard input never ends. */
    LOGGED,
    /** Nothing: what it writes goes to /dev/null. */
    DISCARDED,
    /** Somebody who reads and writes; standard input ends with them. */
    ATTACHED
  }

  private final Map<String, Descriptor> open = new HashMap<>();
  private final ContainerFolder folder;

  /** Makes them anew, and opens those that a container's program inherits. */
  StreamFifos(ContainerFolder folder, ResolvedProcess process, HostIds ids, Use use) {
    this.folder = folder;
    try {
      if (process.stdinOpen()) {
        make(folder, ProcessProgram.STDIN, process, ids);
        if (use == Use.ATTACHED) {
          endable();
        }
      }
      if (use == Use.DISCARDED) {
        open.put(ProcessProgram.STDOUT, Descriptor.open(NULL, O_RDWR).aboveStreams());
        open.put(ProcessProgram.STDERR, Descriptor.open(NULL, O_RDWR).aboveStreams());
      } else {
        make(folder, ProcessProgram.STDOUT, process, ids);
        make(folder, ProcessProgram.STDERR, process, ids);
      }
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  Map<String, Integer> descriptors() {
    Map<String, Integer> numbers = new HashMap<>();
    open.forEach((name, descriptor) -> numbers.put(name, descriptor.number()));
    numbers.remove(WRITER);
    return numbers;
  }

  /** This process's end of its standard input, which the caller closes; empty when it has none. */
  Optional<Descriptor> takeInput() {
    return Optional.ofNullable(open.remove(WRITER));
  }

  /** The reading end of one that it writes; it ends when the last process in it has ended. */
  Descriptor reading(String name) {
    return Descriptor.open(folder.runFile(name), O_RDONLY);
  }

  /** The container only reads it, so that its end is seen; neither end waits for the other. */
  private void endable() {
    Path path = folder.runFile(ProcessProgram.STDIN);
    Descriptor both = Objects.requireNonNull(open.remove(ProcessProgram.STDIN));
    try {
      open.put(WRITER, Descriptor.open(path, O_WRONLY));
      open.put(ProcessProgram.STDIN, Descriptor.open(path, O_RDONLY).aboveStreams());
    } finally {
      both.close();
    }
  }

  private void make(ContainerFolder folder, String name, ResolvedProcess process, HostIds ids) {
    Path path = folder.runFile(name);
    try (NativeMemory memory = new NativeMemory()) {
      long text = memory.string(path.toString());
      long made = Kernel.call(Syscall.MKNODAT, AT_FDCWD, text, FIFO, 0);
      if (made < 0) { // that of an earlier run may have been opened by who knows whom
        Files.deleteIfExists(path);
        Kernel.check("mknodat(\"" + path + "\", FIFO)", Syscall.MKNODAT, AT_FDCWD, text, FIFO, 0);
      }
      Kernel.check(
          "fchownat(\"" + path + "\")",
          Syscall.FCHOWNAT,
          AT_FDCWD,
          text,
          ids.uid(process.credentials().uid()),
          ids.gid(process.credentials().gid()),
          0);
      open.put(name, Descriptor.open(path, O_RDWR).aboveStreams());
    } catch (IOException failure) {
      throw new EngineException("cannot replace " + path + ": " + IoReason.of(failure), failure);
    }
  }

  @Override
  public void close() {
    open.values().forEach(Descriptor::close);
  }
}
