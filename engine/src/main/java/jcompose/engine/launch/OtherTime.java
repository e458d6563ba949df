package jcompose.engine.launch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.OpenFlags;
import jcompose.engine.linux.Syscall;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/**
 * A time namespace that is not this process's: time_namespaces(7). The kernel lets nobody into one
 * who shares memory with a process outside, since the page with the clocks is part of it.
 *
 * @param offsets of a new one's clocks, as the kernel reads them: {@code monotonic 7200 0}; nothing
 *     for one that the program joins
 */
public record OtherTime(Optional<List<String>> offsets) {
  /** One that the program joins. */
  public static final OtherTime JOINED = new OtherTime(Optional.empty());

  private static final String FILE = "/proc/thread-self/timens_offsets";

  /** A new one. */
  public static OtherTime made(List<String> offsets) {
    return new OtherTime(Optional.of(List.copyOf(offsets)));
  }

  /** What a container was asked to have; nothing for the host's. */
  public static Optional<OtherTime> of(NamespaceMode mode) {
    if (mode instanceof NamespaceMode.Host) {
      return Optional.empty();
    }
    if (mode instanceof NamespaceMode.Clocks clocks) {
      List<String> lines = new ArrayList<>();
      add(lines, "monotonic", clocks.monotonic());
      add(lines, "boottime", clocks.boottime());
      return Optional.of(made(lines));
    }
    return Optional.of(mode instanceof NamespaceMode.Private ? made(List.of()) : JOINED);
  }

  private static void add(List<String> lines, String clock, Duration offset) {
    if (!offset.isZero()) {
      lines.add(line(clock, offset.getSeconds(), offset.getNano()));
    }
  }

  /** How far a clock is ahead. */
  public static String line(String clock, long seconds, long nanoseconds) {
    return clock + " " + seconds + " " + nanoseconds;
  }

  /**
   * Makes a new one for the children of this thread. Its clocks are fixed as soon as somebody is in
   * it, so they are set before. The thread can make no threads any more.
   */
  public void make() {
    if (offsets.isEmpty()) {
      return;
    }
    long made = Kernel.call(Syscall.UNSHARE, NamespaceType.TIME.cloneFlag());
    if (made < 0) {
      int errno = (int) -made;
      throw new EngineException(
          "unshare(TIME): " + Errno.describe(errno) + Hints.forUnshare(NamespaceType.TIME, errno));
    }
    if (offsets.get().isEmpty()) {
      return;
    }
    byte[] text = text().getBytes(StandardCharsets.US_ASCII);
    Path file = Path.of("/proc/" + Kernel.call(Syscall.GETTID) + "/timens_offsets");
    try (NativeMemory memory = new NativeMemory();
        Descriptor open = Descriptor.open(file, OpenFlags.WRONLY)) {
      Kernel.check(write(), Syscall.WRITE, open.number(), memory.bytes(text), text.length);
    } catch (SyscallException refused) {
      if (refused.is(Errno.EPERM)) {
        throw new EngineException(
            refused.getMessage() + ": setting clocks takes CAP_SYS_TIME", refused);
      }
      throw refused;
    }
  }

  private String text() {
    return String.join("\n", offsets.orElse(List.of())) + "\n";
  }

  private String write() {
    return "write(\"" + FILE + "\", \"" + text().replace("\n", "\\n") + "\")";
  }

  /** What {@link #make} does. */
  public List<String> explanation() {
    if (offsets.isEmpty()) {
      return List.of();
    }
    return offsets.get().isEmpty() ? List.of("unshare(TIME)") : List.of("unshare(TIME)", write());
  }
}
