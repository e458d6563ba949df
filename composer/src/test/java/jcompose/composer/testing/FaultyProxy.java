package jcompose.composer.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a real registry and spoils its answers as a test says. */
public final class FaultyProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "date", "transfer-encoding", "host", "upgrade");

  /** What is done with a request. */
  public interface Script {
    /** Answers it, with {@link #ask} and one of the ways to send. */
    void answer(HttpExchange request) throws IOException;
  }

  /**
   * What the registry answered.
   *
   * @param headers by lower-case name
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    /** The same with another header. */
    public Answer with(String name, String value) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(name.toLowerCase(Locale.ROOT), value);
      return new Answer(status, changed, body);
    }

    /** The same with one bit of the body changed. */
    public Answer corruptedAt(int index) {
      byte[] changed = body.clone();
      changed[index] ^= 1;
      return new Answer(status, headers, changed);
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final HttpServer server;
  private final String upstream;
  private volatile Script script = this::pass;

  private FaultyProxy(HttpServer server, String upstream) {
    this.server = server;
    this.upstream = upstream;
  }

  /** Starts one on a free loopback port before a registry that speaks plain http. */
  public static FaultyProxy before(TestRegistry registry) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FaultyProxy proxy = new FaultyProxy(server, registry.address());
      server.createContext("/", proxy::handle);
      server.setExecutor(proxy.workers);
      server.start();
      return proxy;
    } catch (IOException failure) {
      throw new AssertionError("no HTTP server on the loopback address", failure);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Spoils answers from now on; forgets the requests so far. */
  public FaultyProxy script(Script faults) {
    script = faults;
    requests.clear();
    sent.set(0);
    return this;
  }

  /**
   * The requests since the script was set that contain a text, as {@code GET /v2/... Range}, the
   * range empty when there was none.
   */
  public List<String> requests(String text) {
    return requests.stream().filter(request -> request.contains(text)).toList();
  }

  /** How many bytes of bodies were sent since the script was set. */
  public long sentBytes() {
    return sent.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(
          (exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + (range == null ? "" : range))
              .strip());
      script.answer(exchange);
    }
  }

  /** Passes a request on and its answer back. */
  public void pass(HttpExchange exchange) throws IOException {
    send(exchange, ask(exchange));
  }

  /** Asks the registry the same, without some headers. */
  public Answer ask(HttpExchange exchange, String... without) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + upstream + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassed(name) && !List.of(without).contains(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, String> headers = new HashMap<>();
      answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new Answer(answer.statusCode(), headers, answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static boolean isPassed(String name) {
    return !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Sends a whole answer. */
  public void send(HttpExchange exchange, Answer answer) throws IOException {
    send(exchange, answer, answer.body().length, answer.body().length);
  }

  /**
   * Sends the beginning of an answer, then cuts the connection if that is less than was promised.
   *
   * @param promised the Content-Length, 0 for a body in chunks
   * @param length how much of the body is sent
   */
  public void send(HttpExchange exchange, Answer answer, long promised, int length)
      throws IOException {
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (isPassed(name)) {
                exchange.getResponseHeaders().set(name, value);
              }
            });
    exchange.sendResponseHeaders(
        answer.status(), promised == 0 && answer.body().length == 0 ? -1 : promised);
    if (length > 0) {
      exchange.getResponseBody().write(answer.body(), 0, length);
      exchange.getResponseBody().flush();
      sent.addAndGet(length);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
