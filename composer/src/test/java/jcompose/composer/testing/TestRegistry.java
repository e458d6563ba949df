package jcompose.composer.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Debian's docker-registry on a free loopback port, its storage in a folder of the test. The test
 * says {@code @RequiresCommand("docker-registry")}.
 */
public final class TestRegistry implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  private TestRegistry(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts one that anybody may use. */
  public static TestRegistry start(Path folder) {
    return start(folder, null);
  }

  /**
   * Starts one.
   *
   * @param htpasswd a file of users with bcrypt passwords, null to let anybody in
   */
  public static TestRegistry start(Path folder, @Nullable Path htpasswd) {
    return start(folder, htpasswd, null);
  }

  /**
   * Starts one that speaks https when it has a certificate, on the images of an earlier one in the
   * same folder.
   *
   * @param tls a folder with {@code cert.pem} and {@code key.pem}, null for plain http
   */
  public static TestRegistry start(Path folder, @Nullable Path htpasswd, @Nullable Path tls) {
    String auth =
        htpasswd == null ? "" : "htpasswd:\n    realm: test\n    path: " + htpasswd + "\n";
    return start(folder, auth, tls, null);
  }

  /**
   * Starts one that asks who comes in a way of its own.
   *
   * @param auth what stands below {@code auth:} in its configuration, empty to let anybody in
   * @param clients certificates of authorities, by one of which each client is to be signed
   */
  public static TestRegistry start(
      Path folder, String auth, @Nullable Path tls, @Nullable Path clients) {
    try {
      Files.createDirectories(folder);
      int port = freePort();
      Path config =
          Files.writeString(
              folder.resolve("config.yml"),
              "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: "
                  + folder.resolve("storage")
                  + "\nhttp:\n  addr: 127.0.0.1:"
                  + port
                  + "\n"
                  + https(tls, clients)
                  + (auth.isEmpty() ? "" : "auth:\n  " + auth));
      Process process =
          new ProcessBuilder("docker-registry", "serve", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      TestRegistry registry = new TestRegistry(folder, port, process);
      registry.awaitListening();
      return registry;
    } catch (IOException failure) {
      throw new AssertionError("docker-registry could not be started in " + folder, failure);
    }
  }

  private static String https(@Nullable Path tls, @Nullable Path clients) {
    if (tls == null) {
      return "";
    }
    return "  tls:\n    certificate: "
        + tls.resolve("cert.pem")
        + "\n    key: "
        + tls.resolve("key.pem")
        + "\n"
        + (clients == null ? "" : "    clientcas:\n      - " + clients + "\n");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The registry says nothing when it listens: connecting is the only way to know. */
  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException refused) {
        try {
          if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
            throw new AssertionError(Files.readString(folder.resolve("log")), refused);
          }
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new AssertionError(interrupted);
        }
      }
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Where the registry keeps a blob's bytes, to change them. */
  public Path blob(String digest) {
    String hex = digest.substring("sha256:".length());
    return folder
        .resolve("storage/docker/registry/v2/blobs/sha256")
        .resolve(hex.substring(0, 2))
        .resolve(hex)
        .resolve("data");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
