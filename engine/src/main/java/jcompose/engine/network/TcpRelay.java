package jcompose.engine.network;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through the proxy: what comes on one side goes out on the other. */
final class TcpRelay implements ProxyLoop.Handler {
  private static final int BUFFER = 1 << 16;

  private final SocketChannel caller;
  private final SocketChannel target;
  private final Flow there;
  private final Flow back;

  private TcpRelay(SocketChannel caller, SocketChannel target) {
    this.caller = caller;
    this.target = target;
    there = new Flow(caller, target);
    back = new Flow(target, caller);
  }

  /** One direction. */
  private static final class Flow {
    private final SocketChannel from;
    private final SocketChannel to;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private boolean read;
    private boolean told;

    Flow(SocketChannel from, SocketChannel to) {
      this.from = from;
      this.to = to;
    }

    /** Moves as much as goes without waiting. */
    void move() throws IOException {
      boolean moved = true;
      while (moved) {
        int in = 0;
        if (!read && buffer.hasRemaining()) {
          in = from.read(buffer);
          read = in < 0;
        }
        buffer.flip();
        int out = buffer.hasRemaining() ? to.write(buffer) : 0;
        buffer.compact();
        moved = in > 0 || out > 0;
      }
      if (read && buffer.position() == 0 && !told) {
        told = true;
        to.shutdownOutput();
      }
    }

    int reading() {
      return !read && buffer.hasRemaining() ? SelectionKey.OP_READ : 0;
    }

    int writing() {
      return buffer.position() > 0 ? SelectionKey.OP_WRITE : 0;
    }
  }

  /**
   * Begins to relay. The channels are closed when either side has failed or both have ended.
   *
   * @param caller who connected
   * @param target on its way to where it connects
   */
  static void start(Selector selector, SocketChannel caller, SocketChannel target)
      throws IOException {
    TcpRelay relay = new TcpRelay(caller, target);
    caller.configureBlocking(false);
    caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
    target.setOption(StandardSocketOptions.TCP_NODELAY, true);
    target.register(selector, SelectionKey.OP_CONNECT, relay);
    caller.register(selector, 0, relay);
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      if (target.isConnectionPending() && !target.finishConnect()) {
        return;
      }
      there.move();
      back.move();
      if (there.told && back.told) {
        close();
        return;
      }
      caller.keyFor(key.selector()).interestOps(there.reading() | back.writing());
      target.keyFor(key.selector()).interestOps(back.reading() | there.writing());
    } catch (IOException broken) {
      reset();
    }
  }

  /** Tells the other side as the kernel would have: with a reset. */
  private void reset() {
    try {
      caller.setOption(StandardSocketOptions.SO_LINGER, 0);
      target.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException gone) {
      // then it knows already
    }
    close();
  }

  private void close() {
    try (caller;
        target) {
      there.buffer.clear();
    } catch (IOException gone) {
      // closed all the same
    }
  }
}
