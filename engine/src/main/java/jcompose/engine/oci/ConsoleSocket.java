package jcompose.engine.oci;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Kernel;
import jcompose.engine.linux.NativeMemory;
import jcompose.engine.linux.Syscall;

/** The caller's socket to which a container's terminal is sent: unix(7). */
final class ConsoleSocket {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 0x80001;
  private static final int LONGEST = 107;
  private static final int ADDRESS_SIZE = 110;
  private static final long O_PATH = 0x200000;

  private ConsoleSocket() {}

  /** Connects to it. */
  static Descriptor connect(Path path, int lowest) {
    byte[] name = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    if (name.length <= LONGEST) {
      return connect(path, name, lowest);
    }
    // a longer path is reached through a descriptor of its folder
    try (Descriptor folder = Descriptor.open(path.toAbsolutePath().resolveSibling("."), O_PATH)) {
      String way = "/proc/self/fd/" + folder.number() + "/" + path.getFileName();
      byte[] bytes = way.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > LONGEST) {
        throw new EngineException("console socket " + path + ": its name is too long");
      }
      return connect(path, bytes, lowest);
    }
  }

  private static Descriptor connect(Path path, byte[] name, int lowest) {
    try (NativeMemory memory = new NativeMemory()) {
      Descriptor socket =
          Descriptor.owning(
                  (int)
                      Kernel.check("socket(AF_UNIX)", Syscall.SOCKET, AF_UNIX, SOCK_STREAM_CLOEXEC))
              .above(lowest);
      byte[] address =
          ByteBuffer.allocate(ADDRESS_SIZE)
              .order(ByteOrder.nativeOrder())
              .putShort((short) AF_UNIX)
              .put(name)
              .array();
      try {
        Kernel.check(
            "connect(\"" + path + "\")",
            Syscall.CONNECT,
            socket.number(),
            memory.bytes(address),
            ADDRESS_SIZE);
        return socket;
      } catch (RuntimeException failure) {
        socket.close();
        throw failure;
      }
    }
  }
}
