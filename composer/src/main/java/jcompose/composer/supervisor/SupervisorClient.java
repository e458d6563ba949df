package jcompose.composer.supervisor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineDirectories;
import jcompose.engine.state.LockFile;

/** A command's side of a project's supervisor. */
public final class SupervisorClient {
  // A supervisor may end in the moment of a connection; twice in a row is no coincidence.
  private static final int TRIES = 3;
  private static final int LONGEST_END_MILLIS = 5000;

  private final SupervisorFiles files;

  /** The supervisor of a project, running or not. */
  public SupervisorClient(EngineDirectories directories, String project) {
    this.files = new SupervisorFiles(directories, project);
  }

  /**
   * Carries a request out, starting the supervisor if there is none.
   *
   * @param onReply told of every reply before the last
   * @throws RemoteFailure when the supervisor could not do it
   */
  public void request(Request request, Consumer<Reply> onReply) {
    for (int i = 1; ; i++) {
      try (FrameChannel channel = open(request)) {
        if (answered(channel, onReply) || i == TRIES) {
          return;
        }
      } catch (IOException e) {
        if (i == TRIES) {
          throw lost(e);
        }
      }
    }
  }

  /** Whether there is one now; none is started. */
  public boolean answers() {
    Optional<FrameChannel> connected = connect();
    connected.ifPresent(FrameChannel::close);
    return connected.isPresent();
  }

  /** A connection on which the request has been sent; the supervisor is started if needed. */
  public FrameChannel open(Request request) throws IOException {
    FrameChannel channel = connectOrStart();
    channel.send(request);
    return channel;
  }

  /**
   * Waits until the supervisor's process has ended, so that a command that took everything down
   * leaves no process behind. Another command that is still connected may keep it a while.
   */
  public void awaitEnd() {
    // The kernel frees the lock when the process ends: a wait without polling.
    Thread waiting = new Thread(() -> LockFile.acquire(files.lock()).close(), "supervisor-end");
    waiting.setDaemon(true);
    waiting.start();
    try {
      waiting.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean answered(FrameChannel channel, Consumer<Reply> onReply)
      throws IOException {
    boolean any = false;
    for (Optional<Frame> frame = channel.receive(); frame.isPresent(); frame = channel.receive()) {
      Reply reply = FrameChannel.reply(frame.get());
      any = true;
      if (reply instanceof Reply.Failed failed) {
        throw failed.toException();
      }
      if (reply instanceof Reply.Done) {
        return true;
      }
      onReply.accept(reply);
    }
    if (any) {
      throw new IOException("the connection ended before the answer");
    }
    return false;
  }

  private ComposerException lost(IOException e) {
    return new ComposerException(
        "the supervisor of '"
            + files.project()
            + "' ended while it worked; its last words are in "
            + files.log()
            + "; run the command again: what was begun is taken up",
        e);
  }

  private FrameChannel connectOrStart() {
    Optional<FrameChannel> connected = connect();
    if (connected.isPresent()) {
      return connected.get();
    }
    LockFile held = LockFile.acquire(files.startLock());
    try {
      return connect().orElseGet(this::start);
    } finally {
      held.close();
    }
  }

  private FrameChannel start() {
    new SupervisorStart(files).run();
    return connect()
        .orElseThrow(
            () -> new ComposerException(files.socket() + ": the supervisor does not answer"));
  }

  private Optional<FrameChannel> connect() {
    SocketChannel socket = null;
    try {
      socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      socket.connect(UnixDomainSocketAddress.of(files.socket()));
      return Optional.of(new FrameChannel(socket));
    } catch (IOException e) {
      // No supervisor: the socket is missing, or its owner was killed.
      close(socket);
      return Optional.empty();
    }
  }

  private static void close(@org.jspecify.annotations.Nullable SocketChannel socket) {
    if (socket != null) {
      new FrameChannel(socket).close();
    }
  }
}
