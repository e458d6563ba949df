package jcompose.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;

/**
 * Sockets at 127.0.0.11 in a network namespace, to which comes what is asked there at port 53.
 *
 * @param udp bound
 * @param tcp bound, and listening
 */
public record NameSockets(DatagramChannel udp, ServerSocketChannel tcp) implements AutoCloseable {
  private static final byte[] ADDRESS = {127, 0, 0, 11};
  private static final int BACKLOG = 128;

  /**
   * Opens them in the network namespace that the calling thread is in.
   *
   * @param port 0 for ports that the kernel chooses
   */
  public static NameSockets open(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
    DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      udp.bind(address);
      ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
      try {
        tcp.bind(address, BACKLOG);
        return new NameSockets(udp, tcp);
      } catch (IOException failure) {
        tcp.close();
        throw failure;
      }
    } catch (IOException failure) {
      udp.close();
      throw failure;
    }
  }

  /** The port of the first. */
  public int udpPort() {
    try {
      return ((InetSocketAddress) Objects.requireNonNull(udp.getLocalAddress())).getPort();
    } catch (IOException closed) {
      throw new IllegalStateException("these sockets are closed", closed);
    }
  }

  /** The port of the second. */
  public int tcpPort() {
    try {
      return ((InetSocketAddress) Objects.requireNonNull(tcp.getLocalAddress())).getPort();
    } catch (IOException closed) {
      throw new IllegalStateException("these sockets are closed", closed);
    }
  }

  @Override
  public void close() {
    try (udp;
        tcp) {
      // both, whatever becomes of the other
    } catch (IOException failure) {
      throw new EngineException("sockets for names: " + failure.getMessage(), failure);
    }
  }
}
