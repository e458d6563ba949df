package jcompose.composer.run;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import jcompose.composer.life.Health;
import jcompose.composer.model.Probe;
import jcompose.engine.ContainerView;
import jcompose.engine.EngineException;

/** Asks a container at 127.0.0.1, else at ::1, else at its other addresses of IPv4. */
final class NetworkProbe {
  private static final int LEAST_REFUSED = 400;
  private static final int OK = 200;

  private final ContainerView container;
  private final int millis;
  private final Instant begun = Instant.now();

  NetworkProbe(ContainerView container, Duration timeout) {
    this.container = container;
    this.millis = (int) Math.min(Math.max(timeout.toMillis(), 1), Integer.MAX_VALUE);
  }

  Health.Result run(Probe.Tcp probe) {
    return ask(probe.port(), address -> connect(address, probe.port()));
  }

  Health.Result run(Probe.Http probe) {
    return ask(probe.port(), address -> get(address, probe));
  }

  /** What is done at one address. */
  private interface Attempt {
    Health.Result at(InetAddress address) throws IOException;
  }

  private Health.Result ask(int port, Attempt attempt) {
    Callable<Health.Result> everywhere =
        () -> {
          for (InetAddress address : addresses()) {
            Optional<Health.Result> answer = answer(attempt, address);
            if (answer.isPresent()) {
              return answer.get();
            }
          }
          return result(1, "nobody listens at port " + port);
        };
    try {
      return container.inNetwork(everywhere, Duration.ofMillis(millis));
    } catch (TimeoutException e) {
      return result(-1, "no answer at port " + port + " within " + millis + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return result(1, "port " + port + ": " + (cause == null ? e : cause).getMessage());
    } catch (EngineException e) {
      return result(1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return result(1, "interrupted");
    }
  }

  private static Optional<Health.Result> answer(Attempt attempt, InetAddress address)
      throws IOException {
    try {
      return Optional.of(attempt.at(address));
    } catch (ConnectException refused) { // it listens elsewhere, perhaps
      return Optional.empty();
    }
  }

  private static List<InetAddress> addresses() throws IOException {
    List<InetAddress> all = new ArrayList<>();
    all.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    all.add(InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    try { // those of IPv6 are read from where the process's first thread is
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .forEach(all::add);
    } catch (SocketException none) {
      return all; // it has no interface at all
    }
    return all;
  }

  private Health.Result connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(address, port), millis);
      return result(0, "");
    }
  }

  private Health.Result get(InetAddress address, Probe.Http probe) throws IOException {
    String host = address.getHostAddress().replaceFirst("%.*", "");
    String name = host.contains(":") ? "[" + host + "]" : host;
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://" + name + ":" + probe.port() + probe.path())
                .toURL()
                .openConnection(Proxy.NO_PROXY);
    try {
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      connection.setRequestProperty("Connection", "close"); // or another container would get it
      connection.setRequestProperty("User-Agent", "jcompose");
      int status = connection.getResponseCode();
      boolean right =
          probe.status() == 0 ? status >= OK && status < LEAST_REFUSED : status == probe.status();
      String message = connection.getResponseMessage();
      String words = "GET " + probe.path() + ": " + status + (message == null ? "" : " " + message);
      return result(right ? 0 : 1, words);
    } finally {
      connection.disconnect();
    }
  }

  private Health.Result result(int code, String output) {
    return new Health.Result(begun, Instant.now(), code, output);
  }
}
