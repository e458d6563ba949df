package jcompose.composer.supervisor;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Notices that a command has gone: it says nothing after its request, and its socket closes. */
final class CommandEnd {
  private final CountDownLatch gone = new CountDownLatch(1);

  private CommandEnd() {}

  /**
   * Watches from now on, on a thread of its own.
   *
   * @param then called once, when the command has gone
   */
  static CommandEnd watch(FrameChannel channel, Runnable then) {
    CommandEnd end = new CommandEnd();
    Thread reader = new Thread(() -> end.read(channel, then), "connection-end");
    reader.setDaemon(true);
    reader.start();
    return end;
  }

  /** Counted down when the command has gone, or by whoever else ends the wait for that. */
  CountDownLatch gone() {
    return gone;
  }

  private void read(FrameChannel channel, Runnable then) {
    try {
      Optional<Frame> frame = channel.receive();
      while (frame.isPresent()) {
        frame = channel.receive();
      }
    } catch (IOException e) {
      // The command was killed, or the session is over: the connection ended as well.
      return;
    } finally {
      then.run();
      gone.countDown();
    }
  }
}
