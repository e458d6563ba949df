package jcompose.composer.supervisor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import jcompose.engine.state.RecordJson;

/** Frames over a socket; one thread may read while any number write. */
public final class FrameChannel implements AutoCloseable {
  private static final int HEADER = 5;

  private final SocketChannel socket;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);

  FrameChannel(SocketChannel socket) {
    this.socket = socket;
  }

  /** Sends a request. */
  public void send(Request request) throws IOException {
    sendJson(new Asked(request));
  }

  /** Sends a reply. */
  void send(Reply reply) throws IOException {
    sendJson(new Answered(reply));
  }

  private void sendJson(Record envelope) throws IOException {
    byte[] json = RecordJson.toBytes(envelope);
    send(Frame.MESSAGE, json, json.length);
  }

  /** The request in a frame. */
  static Request request(Frame frame) {
    return RecordJson.read(frame.payload(), Asked.class).request();
  }

  /** The reply in a frame. */
  public static Reply reply(Frame frame) {
    return RecordJson.read(frame.payload(), Answered.class).reply();
  }

  /** So that the JSON says which request it is. */
  private record Asked(Request request) {}

  /** So that the JSON says which reply it is. */
  private record Answered(Reply reply) {}

  /** Sends the first bytes of a buffer. */
  public synchronized void send(byte kind, byte[] payload, int length) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEADER).put(kind).putInt(length).flip();
    ByteBuffer body = ByteBuffer.wrap(payload, 0, length);
    ByteBuffer[] both = {head, body};
    while (body.hasRemaining() || head.hasRemaining()) {
      socket.write(both);
    }
  }

  /** The next frame, or nothing when the other side has closed between two frames. */
  public Optional<Frame> receive() throws IOException {
    header.clear();
    if (!fill(header)) {
      return Optional.empty();
    }
    header.flip();
    byte kind = header.get();
    int length = header.getInt();
    if (length < 0 || length > Frame.MAX_LENGTH) {
      throw new IOException("a frame of " + length + " bytes is not one of jcompose's");
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    if (length > 0 && !fill(payload)) {
      throw new EOFException("the connection ended within a frame");
    }
    return Optional.of(new Frame(kind, payload.array()));
  }

  private boolean fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        if (buffer.position() == 0) {
          return false;
        }
        throw new EOFException("the connection ended within a frame");
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The other side is gone already: what could be sent has been.
      return;
    }
  }
}
