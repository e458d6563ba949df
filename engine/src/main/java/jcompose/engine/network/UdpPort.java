package jcompose.engine.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import jcompose.engine.EngineException;

/** A port of the host whose datagrams lead elsewhere; each sender has a socket of its own there. */
final class UdpPort implements ProxyLoop.Handler {
  private static final int LARGEST = 1 << 16;
  private static final int MOST_SENDERS = 1024;
  private static final long IDLE_NANOS = 90_000_000_000L;

  private final Host host;
  private final DatagramChannel port;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);

  /** The longest unheard first. */
  private final Map<SocketAddress, Sender> senders = new LinkedHashMap<>(16, 0.75f, true);

  private final boolean v6;
  private volatile InetSocketAddress target;

  /**
   * @param v6 whether nobody is answered who comes over IPv4
   */
  UdpPort(Host host, DatagramChannel port, InetSocketAddress target, boolean v6) {
    this.host = host;
    this.port = port;
    this.target = target;
    this.v6 = v6;
  }

  void leadTo(InetSocketAddress other) {
    target = other;
  }

  /** Who sent something, and the socket through which the answers come. */
  private final class Sender implements ProxyLoop.Handler {
    private final SocketAddress address;
    private final DatagramChannel channel;
    private long heard = System.nanoTime();

    Sender(SocketAddress address, DatagramChannel channel) {
      this.address = address;
      this.channel = channel;
    }

    @Override
    public void ready(SelectionKey key) {
      try {
        buffer.clear();
        while (channel.read(buffer) >= 0 && buffer.position() > 0) {
          buffer.flip();
          port.send(buffer, address);
          buffer.clear();
          heard = System.nanoTime();
        }
      } catch (IOException refused) {
        // nobody is there yet: datagrams may get lost
      }
    }

    void close() {
      try {
        channel.close();
      } catch (IOException gone) {
        heard = 0;
      }
    }
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      buffer.clear();
      for (SocketAddress from = port.receive(buffer); from != null; from = port.receive(buffer)) {
        if (!v6 || HostPorts.isOfV6(from)) {
          buffer.flip();
          pass(key, from);
        }
        buffer.clear();
      }
    } catch (IOException gone) {
      key.cancel(); // the port was given back
      senders.values().forEach(Sender::close);
      senders.clear();
    }
  }

  private void pass(SelectionKey key, SocketAddress from) {
    try {
      Sender sender = senders.get(from);
      if (sender == null || !sender.channel.getRemoteAddress().equals(target)) {
        sender = open(key, from);
      }
      sender.heard = System.nanoTime();
      sender.channel.write(buffer);
    } catch (IOException | EngineException lost) {
      // as datagrams may be
    }
  }

  private Sender open(SelectionKey key, SocketAddress from) throws IOException {
    DatagramChannel channel = host.inside(DatagramChannel::open);
    channel.configureBlocking(false);
    channel.connect(target);
    Sender sender = new Sender(from, channel);
    channel.register(key.selector(), SelectionKey.OP_READ, sender);
    Sender before = senders.put(from, sender);
    if (before != null) {
      before.close();
    }
    if (senders.size() > MOST_SENDERS) {
      Iterator<Sender> oldest = senders.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
    return sender;
  }

  @Override
  public boolean expire() {
    long now = System.nanoTime();
    senders
        .values()
        .removeIf(
            sender -> {
              boolean idle = now - sender.heard > IDLE_NANOS;
              if (idle) {
                sender.close();
              }
              return idle;
            });
    return !senders.isEmpty();
  }
}
