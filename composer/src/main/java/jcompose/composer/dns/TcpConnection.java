package jcompose.composer.dns;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** A client's TCP connection, on which messages follow each other, their lengths in front. */
final class TcpConnection implements Ready, Sender {
  private static final int LENGTH = 2;
  private static final int LARGEST = 65_535;

  /** Answers that the client does not read; more of them, and it is left. */
  private static final int MOST_WAITING = 1000;

  private final Resolving resolving;
  private final Asker asker;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer input = ByteBuffer.allocate(LENGTH + LARGEST);
  private final Deque<ByteBuffer> output = new ArrayDeque<>();
  private long used = System.nanoTime();

  TcpConnection(Resolving resolving, Asker asker, SocketChannel channel, SelectionKey key) {
    this.resolving = resolving;
    this.asker = asker;
    this.channel = channel;
    this.key = key;
  }

  /** When it was last heard of, of {@link System#nanoTime}. */
  long used() {
    return used;
  }

  @Override
  public void ready(SelectionKey same) throws IOException {
    used = System.nanoTime();
    if (same.isWritable()) {
      write();
    }
    if (same.isValid() && same.isReadable()) {
      if (channel.read(input) < 0) {
        throw new EOFException("the client has closed the connection");
      }
      messages();
    }
  }

  private void messages() {
    input.flip();
    while (input.remaining() >= LENGTH) {
      int length = input.getShort(input.position()) & 0xffff;
      if (input.remaining() < LENGTH + length) {
        break;
      }
      byte[] message = new byte[length];
      input.position(input.position() + LENGTH).get(message);
      resolving.query(message, asker, this);
    }
    input.compact();
  }

  @Override
  public void send(byte[] message) {
    ByteBuffer framed = ByteBuffer.allocate(LENGTH + message.length);
    output.add(framed.putShort((short) message.length).put(message).flip());
    try {
      if (output.size() > MOST_WAITING) {
        channel.close();
      } else {
        write();
      }
    } catch (IOException e) {
      output.clear(); // the client is gone, which its next event tells
    }
  }

  private void write() throws IOException {
    while (!output.isEmpty() && channel.isOpen()) {
      channel.write(output.getFirst());
      if (output.getFirst().hasRemaining()) {
        break;
      }
      output.removeFirst();
    }
    if (key.isValid()) {
      key.interestOps(
          output.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  @Override
  public boolean isStream() {
    return true;
  }
}
