package jcompose.composer.dns;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A TCP socket of a service's network namespace that takes connections. */
final class TcpListener implements Ready {
  private final Resolving resolving;
  private final Asker asker;
  private final ServerSocketChannel channel;

  TcpListener(Resolving resolving, Asker asker, ServerSocketChannel channel) {
    this.resolving = resolving;
    this.asker = asker;
    this.channel = channel;
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    SocketChannel client = channel.accept();
    if (client != null) {
      client.configureBlocking(false);
      SelectionKey own = client.register(key.selector(), SelectionKey.OP_READ);
      own.attach(new TcpConnection(resolving, asker, client, own));
    }
  }
}
