package jcompose.composer.supervisor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jcompose.composer.run.Stack;

/**
 * Holds a project: adopts its containers, answers commands, and ends when nothing runs and nobody
 * is connected.
 */
final class Supervisor {
  // The command that started this one may have been killed before it could connect.
  private static final int UNWANTED_SECONDS = 10;

  private final SupervisorFiles files;
  private final Events events = new Events(this::endWhenIdle);
  private final Stack stack;
  private final ServerSocketChannel server;
  private int connections;
  private boolean ended;

  /** Adopts the project's containers and listens. */
  Supervisor(SupervisorFiles files) throws IOException {
    this.files = files;
    this.stack = new Stack(files.project(), files.directories(), events);
    Files.deleteIfExists(files.unfinishedSocket());
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(files.unfinishedSocket()), 128);
    Files.setPosixFilePermissions(
        files.unfinishedSocket(), PosixFilePermissions.fromString("rw-------"));
    Files.move(files.unfinishedSocket(), files.socket(), StandardCopyOption.ATOMIC_MOVE);
    CompletableFuture.delayedExecutor(UNWANTED_SECONDS, TimeUnit.SECONDS)
        .execute(this::endWhenIdle);
  }

  /** Accepts connections until the supervisor has nothing to hold any more. */
  void run() throws IOException {
    while (true) {
      SocketChannel socket;
      try {
        socket = server.accept();
      } catch (AsynchronousCloseException e) {
        stack.close();
        return;
      }
      opened();
      Thread thread = new Thread(() -> serve(socket), "connection");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void serve(SocketChannel socket) {
    try (FrameChannel channel = new FrameChannel(socket)) {
      new Session(channel, stack, events).run();
    } catch (IOException e) {
      // The command was ended or killed: there is nobody left to tell.
      return;
    } finally {
      closed();
    }
  }

  private synchronized void opened() {
    connections++;
  }

  private synchronized void closed() {
    connections--;
    endWhenIdle();
  }

  /** A command that connects in the moment of the end is cut off before a reply and asks again. */
  private synchronized void endWhenIdle() {
    if (ended || connections > 0 || stack.anyRunning()) {
      return;
    }
    ended = true;
    try {
      Files.deleteIfExists(files.socket());
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
