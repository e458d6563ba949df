package jcompose.composer.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * One question to other servers: over UDP to each in turn, over TCP to one whose answer was too
 * long, then once more to each.
 */
final class Exchange implements Ready {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ROUNDS = 2;
  private static final int LENGTH = 2;
  private static final int LARGEST = 65_535;

  private final Selector selector;
  private final Question question;
  private final Message query;
  private final Duration timeout;
  private final BiConsumer<Exchange, Optional<Message>> done;
  private final List<Consumer<Optional<byte[]>>> listeners = new ArrayList<>();

  private @Nullable SelectableChannel channel;
  private @Nullable Message refusal;
  private @Nullable ByteBuffer stream;
  private boolean tcp;
  private int attempt = -1;
  private int id;
  private long deadline;

  Exchange(
      Selector selector,
      Question question,
      Message query,
      Duration timeout,
      BiConsumer<Exchange, Optional<Message>> done) {
    this.selector = selector;
    this.question = question;
    this.query = query;
    this.timeout = timeout;
    this.done = done;
  }

  Question question() {
    return question;
  }

  void alsoTell(Consumer<Optional<byte[]>> listener) {
    listeners.add(listener);
  }

  void tell(Optional<byte[]> answer) {
    listeners.forEach(listener -> listener.accept(answer));
  }

  /** When the server that is being asked has had its time, of {@link System#nanoTime}. */
  long deadline() {
    return deadline;
  }

  void start() {
    next();
  }

  void timedOut() {
    next();
  }

  private InetSocketAddress server() {
    return question.servers().get(attempt % question.servers().size());
  }

  /** Goes on to the next server, until one's socket takes the question. */
  private void next() {
    boolean sent = false;
    while (!sent) {
      close();
      attempt++;
      if (attempt == ROUNDS * question.servers().size()) {
        done.accept(this, Optional.ofNullable(refusal));
        return;
      }
      sent = udp();
    }
  }

  private boolean udp() {
    tcp = false;
    try {
      DatagramChannel datagrams = DatagramChannel.open();
      channel = datagrams;
      datagrams.configureBlocking(false);
      datagrams.connect(server());
      datagrams.register(selector, SelectionKey.OP_READ, this);
      datagrams.write(ByteBuffer.wrap(message()));
      return true;
    } catch (IOException e) {
      return false; // such as no route: the next server is asked
    }
  }

  private void tcp() {
    close();
    tcp = true;
    try {
      SocketChannel connection = SocketChannel.open();
      channel = connection;
      connection.configureBlocking(false);
      byte[] message = message();
      stream =
          ByteBuffer.allocate(LENGTH + message.length)
              .putShort((short) message.length)
              .put(message)
              .flip();
      boolean connected = connection.connect(server());
      connection.register(
          selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    } catch (IOException e) {
      next();
    }
  }

  /** The question with a new number, and the time that its answer may take. */
  private byte[] message() {
    id = RANDOM.nextInt(LARGEST + 1);
    deadline = System.nanoTime() + timeout.toNanos();
    return Question.wire(query, question, id);
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      if (tcp) {
        stream(key, (SocketChannel) key.channel());
      } else {
        datagram((DatagramChannel) key.channel());
      }
    } catch (IOException e) {
      next(); // such as a port that nobody listens on
    }
  }

  private void datagram(DatagramChannel datagrams) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    while (datagrams.isOpen() && datagrams.read(buffer.clear()) > 0) {
      byte[] wire = new byte[buffer.flip().remaining()];
      buffer.get(wire);
      answer(wire);
    }
  }

  private void stream(SelectionKey key, SocketChannel connection) throws IOException {
    ByteBuffer buffer = stream;
    if (buffer == null) {
      return;
    }
    if (key.isConnectable() && connection.finishConnect()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else if (key.isWritable()) {
      connection.write(buffer);
      if (!buffer.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ);
        stream = ByteBuffer.allocate(LENGTH + LARGEST);
      }
    } else if (key.isReadable()) {
      if (connection.read(buffer) < 0) {
        throw new EOFException("the server has closed the connection");
      }
      int length = buffer.position() < LENGTH ? LARGEST : buffer.getShort(0) & 0xffff;
      if (buffer.position() >= LENGTH + length) {
        byte[] wire = new byte[length];
        buffer.flip().position(LENGTH).get(wire);
        answer(wire);
      }
    }
  }

  private void answer(byte[] wire) {
    Message answer;
    try {
      answer = new Message(wire);
    } catch (IOException e) {
      return; // somebody else's, or the right one comes yet
    }
    if (answer.getHeader().getID() != id || !question.isAnsweredBy(answer)) {
      return;
    }
    int code = answer.getHeader().getRcode();
    if (answer.getHeader().getFlag(Flags.TC) && !tcp) {
      tcp();
    } else if (code == Rcode.NOERROR || code == Rcode.NXDOMAIN) {
      close();
      done.accept(this, Optional.of(answer));
    } else {
      refusal = answer;
      next();
    }
  }

  void close() {
    SelectableChannel open = channel;
    channel = null;
    if (open != null) {
      Channels.close(open);
    }
  }
}
