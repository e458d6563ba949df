package jcompose.composer.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jcompose.engine.testing.TestArchive;
import org.jspecify.annotations.Nullable;

/**
 * A registry in memory that misbehaves as its test says. Images are pushed to it as to a real one.
 */
public final class ScriptedRegistry implements AutoCloseable {
  /** What is done with a request instead of the ordinary answer. */
  public interface Script {
    /** Answers whether it dealt with the request. */
    boolean answer(HttpExchange request) throws IOException;
  }

  /** What is stored under a path. */
  private static final class Document {
    final String type;
    final byte[] bytes;

    Document(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }
  }

  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Script script = request -> false;

  private ScriptedRegistry(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a free loopback port. */
  public static ScriptedRegistry start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ScriptedRegistry registry = new ScriptedRegistry(server);
      server.createContext("/", registry::handle);
      server.setExecutor(registry.workers);
      server.start();
      return registry;
    } catch (IOException failure) {
      throw new AssertionError("no HTTP server on the loopback address", failure);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Misbehaves from now on; forgets the requests so far. */
  public void script(Script misbehaviour) {
    script = misbehaviour;
    requests.clear();
  }

  /** The requests since the script was set that contain a text, as {@code GET /v2/...}. */
  public List<String> requests(String text) {
    return requests.stream().filter(request -> request.contains(text)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      if (!script.answer(exchange)) {
        answer(exchange);
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    switch (exchange.getRequestMethod()) {
      case "POST" -> send(exchange, 202, Map.of("Location", path), "");
      case "PUT" -> store(exchange, path);
      default -> {
        Document document = documents.get(path);
        if (document == null) {
          send(exchange, 404, Map.of(), "{\"errors\":[{\"code\":\"UNKNOWN\"}]}");
        } else {
          exchange.getResponseHeaders().set("Content-Type", document.type);
          exchange.sendResponseHeaders(200, document.bytes.length);
          exchange.getResponseBody().write(document.bytes);
        }
      }
    }
  }

  private void store(HttpExchange exchange, String path) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    String folder = path.replaceFirst("(blobs|manifests)/.*", "$1/");
    documents.put(folder + TestArchive.digest(bytes), new Document(type, bytes));
    if (folder.endsWith("manifests/")) {
      documents.put(path, new Document(type, bytes));
    }
    send(exchange, 201, Map.of(), "");
  }

  /** A whole answer. */
  public static void send(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    Headers sent = exchange.getResponseHeaders();
    headers.forEach(sent::set);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Promises a document and sends only its first half before the connection is cut. */
  public void cut(HttpExchange exchange) throws IOException {
    half(exchange);
    exchange.getResponseBody().flush();
  }

  /** Sends the first half of a document and then nothing until the registry is closed. */
  public void stall(HttpExchange exchange) throws IOException {
    half(exchange);
    exchange.getResponseBody().flush();
    stalled.countDown();
    await(closed);
  }

  private void half(HttpExchange exchange) throws IOException {
    @Nullable Document document = documents.get(exchange.getRequestURI().getPath());
    if (document == null) {
      throw new AssertionError(exchange.getRequestURI() + " was not pushed");
    }
    exchange.sendResponseHeaders(200, document.bytes.length);
    exchange.getResponseBody().write(document.bytes, 0, document.bytes.length / 2);
  }

  /** Sends a body until the other side has had enough; answers how much it took. */
  public static long sendWithoutEnd(HttpExchange exchange, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    long sent = 0;
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        body.write(spaces);
        sent += spaces.length;
      }
    } catch (IOException enough) {
      return sent;
    }
  }

  /** Waits until a request stalls. */
  public void awaitStall() {
    await(stalled);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    workers.shutdownNow();
  }
}
