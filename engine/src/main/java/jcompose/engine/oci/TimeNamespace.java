package jcompose.engine.oci;

import java.nio.file.Path;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;
import jcompose.engine.oci.config.LinuxConfig.TimeOffset;

/**
 * A new time namespace with clocks of its own: time_namespaces(7). Its offsets are fixed as soon as
 * a process is in it, so that the thread makes it for its children and writes them before.
 */
final class TimeNamespace {
  private static final long O_WRONLY = 1;

  private TimeNamespace() {}

  static void prepare(BirthFacts facts) {
    if (!facts.makes("time")) {
      return;
    }
    Kernel.check("unshare(TIME)", Syscall.UNSHARE, NamespaceFlags.of("time"));
    StringBuilder lines = new StringBuilder();
    facts
        .config()
        .linuxOrEmpty()
        .timeOffsets()
        .forEach((clock, offset) -> lines.append(line(clock, offset)));
    if (lines.length() == 0) {
      return;
    }
    Path file = Path.of("/proc/thread-self/timens_offsets");
    byte[] text = lines.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    long thread = Kernel.call(Syscall.GETTID);
    try (NativeMemory memory = new NativeMemory();
        Descriptor open =
            Descriptor.open(Path.of("/proc/" + thread + "/timens_offsets"), O_WRONLY)) {
      Kernel.check(
          "write(\"" + file + "\", \"" + lines.toString().strip() + "\")",
          Syscall.WRITE,
          open.number(),
          memory.bytes(text),
          text.length);
    }
  }

  private static String line(String clock, TimeOffset offset) {
    return clock + " " + offset.secs().orElse(0) + " " + offset.nanosecs().orElse(0) + "\n";
  }
}
