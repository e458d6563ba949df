package jcompose.engine.oci;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.DescriptorSocket;

/** Where a terminal's master end goes: to the caller's socket, to this process, or nowhere. */
final class Console implements AutoCloseable {
  private static final int ABOVE = 128;

  private final Optional<Descriptor> socket;
  private final Optional<DescriptorSocket> pair;

  private Console(Optional<Descriptor> socket, Optional<DescriptorSocket> pair) {
    this.socket = socket;
    this.pair = pair;
  }

  static Console at(Optional<Path> path) {
    return new Console(path.map(file -> ConsoleSocket.connect(file, ABOVE)), Optional.empty());
  }

  static Console own() {
    DescriptorSocket pair = DescriptorSocket.open();
    return new Console(
        Optional.of(Descriptor.owning(pair.childEnd()).duplicate().above(ABOVE)),
        Optional.of(pair));
  }

  /** What the child sends it over. */
  Optional<Descriptor> socket() {
    return socket;
  }

  /** Receives it, where it comes to this process. */
  Optional<Supplier<Descriptor>> master() {
    return pair.map(
        sockets ->
            () -> {
              socket.ifPresent(Descriptor::close);
              return sockets.receive();
            });
  }

  @Override
  public void close() {
    socket.ifPresent(Descriptor::close);
    pair.ifPresent(DescriptorSocket::close);
  }
}
