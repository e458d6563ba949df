package jcompose.composer.dns;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;

/** A UDP socket of a service's network namespace. */
final class UdpListener implements Ready {
  private static final int LARGEST = 65_535;

  /** Between two looks at the other sockets. */
  private static final int BATCH = 64;

  /** Answers that wait for room in the socket's buffer. */
  private static final int MOST_WAITING = 4096;

  private record Waiting(ByteBuffer message, SocketAddress to) {}

  private final Resolving resolving;
  private final Asker asker;
  private final DatagramChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  UdpListener(Resolving resolving, Asker asker, DatagramChannel channel) {
    this.resolving = resolving;
    this.asker = asker;
    this.channel = channel;
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    if (key.isWritable()) {
      write(key);
    }
    for (int i = 0; i < BATCH && key.isReadable(); i++) {
      buffer.clear();
      SocketAddress from = channel.receive(buffer);
      if (from == null) {
        return;
      }
      byte[] message = new byte[buffer.flip().remaining()];
      buffer.get(message);
      resolving.query(message, asker, new Datagram(key, from));
    }
  }

  private void write(SelectionKey key) throws IOException {
    while (!waiting.isEmpty()) {
      Waiting first = waiting.getFirst();
      if (channel.send(first.message(), first.to()) == 0) {
        return;
      }
      waiting.removeFirst();
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private final class Datagram implements Sender {
    private final SelectionKey key;
    private final SocketAddress to;

    Datagram(SelectionKey key, SocketAddress to) {
      this.key = key;
      this.to = to;
    }

    @Override
    public void send(byte[] message) {
      try {
        boolean sent =
            waiting.isEmpty() && channel.isOpen() && channel.send(ByteBuffer.wrap(message), to) > 0;
        if (!sent && key.isValid() && waiting.size() < MOST_WAITING) {
          waiting.add(new Waiting(ByteBuffer.wrap(message), to));
          key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
      } catch (IOException e) {
        // who asked is gone (EPERM of a firewall, ENETDOWN): the others are still there
        waiting.removeIf(one -> one.to().equals(to));
      }
    }

    @Override
    public boolean isStream() {
      return false;
    }
  }
}
