package jcompose.engine.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import jcompose.engine.EngineException;

/** A port of the host whose connections lead elsewhere. */
final class TcpPort implements ProxyLoop.Handler {
  private final Host host;
  private final ServerSocketChannel server;
  private final boolean v6;
  private volatile InetSocketAddress target;

  /**
   * @param v6 whether nobody is answered who comes over IPv4
   */
  TcpPort(Host host, ServerSocketChannel server, InetSocketAddress target, boolean v6) {
    this.host = host;
    this.server = server;
    this.target = target;
    this.v6 = v6;
  }

  void leadTo(InetSocketAddress other) {
    target = other;
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      SocketChannel caller = server.accept();
      if (caller == null) {
        return;
      }
      if (v6 && !HostPorts.isOfV6(caller.getRemoteAddress())) {
        caller.close();
        return;
      }
      try {
        SocketChannel channel = host.inside(SocketChannel::open);
        channel.configureBlocking(false);
        channel.connect(target);
        TcpRelay.start(key.selector(), caller, channel);
      } catch (IOException | EngineException refused) {
        caller.close();
      }
    } catch (IOException gone) {
      key.cancel(); // the port was given back
    }
  }
}
