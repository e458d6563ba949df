package jcompose.engine.network;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import jcompose.engine.spec.IpPrefix;

/** A TCP server in a network namespace, which tells each caller {@code NAME saw ADDRESS}. */
final class Greeter implements AutoCloseable {
  /** Opens something in a namespace. */
  interface Place {
    ServerSocket in(String name, Callable<ServerSocket> work);
  }

  private final ServerSocket server;
  private final Thread thread;

  private Greeter(String name, ServerSocket server) {
    this.server = server;
    thread = new Thread(() -> greet(name), "greeter " + name);
    thread.start();
  }

  static Greeter start(String name, int port, Place place) {
    return start(name, new InetSocketAddress(port), place);
  }

  static Greeter start(String name, InetSocketAddress address, Place place) {
    ServerSocket server =
        place.in(
            name,
            () -> {
              ServerSocket socket = new ServerSocket();
              socket.bind(address);
              return socket;
            });
    return new Greeter(name, server);
  }

  private void greet(String name) {
    try {
      while (true) {
        try (Socket caller = server.accept();
            OutputStream out = caller.getOutputStream()) {
          String text = name + " saw " + IpPrefix.text(caller.getInetAddress()) + "\n";
          out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
          if (server.isClosed()) {
            return;
          }
        }
      }
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      if (Thread.currentThread() != thread) {
        thread.join();
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
