package jcompose.composer.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that passes requests on, tunnels (CONNECT) and speaks SOCKS 5. It takes every name for
 * this machine's, so that a test may give its registry a name that nobody else knows.
 */
public final class TestProxy implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String authorization;

  private TestProxy(ServerSocket server, String authorization) {
    this.server = server;
    this.authorization = authorization;
  }

  /** Starts one that serves anybody. */
  public static TestProxy start() {
    return start("");
  }

  /**
   * Starts one.
   *
   * @param login {@code user:password} that it wants of whom it does not speak SOCKS with; empty to
   *     serve anybody
   */
  public static TestProxy start(String login) {
    try {
      String basic =
          login.isEmpty()
              ? ""
              : "Basic "
                  + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      TestProxy proxy =
          new TestProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), basic);
      proxy.workers.execute(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new AssertionError("no socket on the loopback address", failure);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** What it was asked for and did, as {@code CONNECT host:port} or {@code GET http://...}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        workers.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      int first = in.read();
      if (first == 5) {
        socks(client);
      } else if (first >= 0) {
        http(client, (char) first + head(in));
      }
    } catch (IOException ended) {
      return; // one of the two has hung up
    }
  }

  /** A request's lines up to the empty one. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private void http(Socket client, String head) throws IOException {
    OutputStream out = client.getOutputStream();
    boolean known =
        head.lines()
            .anyMatch(
                header ->
                    header.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: ")
                        && header.endsWith(": " + authorization));
    if (!authorization.isEmpty() && !known) {
      requests.add("refused");
      out.write(
          String.join(
                  "\r\n",
                  "HTTP/1.1 407 Proxy Authentication Required",
                  "Proxy-Authenticate: Basic realm=\"p\"",
                  "Content-Length: 0",
                  "Connection: close",
                  "",
                  "")
              .getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    String line = head.substring(0, head.indexOf("\r\n"));
    String[] parts = line.split(" ", -1);
    requests.add(parts[0] + " " + parts[1]);
    if (parts[0].equals("CONNECT")) {
      try (Socket target = connect(parts[1])) {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        relay(client, target);
      }
      return;
    }
    String rest = parts[1].substring("http://".length());
    int slash = rest.indexOf('/');
    StringBuilder request = new StringBuilder();
    request.append(parts[0]).append(' ').append(rest.substring(slash)).append(" HTTP/1.1\r\n");
    head.lines()
        .skip(1)
        .filter(header -> !header.isEmpty())
        .filter(header -> !header.toLowerCase(Locale.ROOT).matches("(proxy-|connection).*"))
        .forEach(header -> request.append(header).append("\r\n"));
    request.append("Connection: close\r\n\r\n");
    try (Socket target = connect(rest.substring(0, slash))) {
      target.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      target.getInputStream().transferTo(out);
    }
  }

  /** RFC 1928 without users. */
  private void socks(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    in.skipBytes(in.readUnsignedByte());
    OutputStream out = client.getOutputStream();
    out.write(new byte[] {5, 0});
    in.skipBytes(3);
    int kind = in.readUnsignedByte();
    if (kind != 3) {
      throw new IOException("asked for an address instead of a name");
    }
    byte[] name = in.readNBytes(in.readUnsignedByte());
    int port = in.readUnsignedShort();
    String place = new String(name, StandardCharsets.US_ASCII) + ":" + port;
    requests.add("SOCKS " + place);
    try (Socket target = connect(place)) {
      out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
      relay(client, target);
    }
  }

  private static Socket connect(String place) throws IOException {
    int port = Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private void relay(Socket client, Socket target) throws IOException {
    workers.execute(
        () -> {
          try {
            client.getInputStream().transferTo(target.getOutputStream());
            target.shutdownOutput();
          } catch (IOException ended) {
            return; // the other direction sees it as well
          }
        });
    target.getInputStream().transferTo(client.getOutputStream());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    workers.shutdownNow();
  }
}
