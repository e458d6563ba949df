package jcompose.composer.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.engine.testing.HostCommand;

/**
 * An authority that signs certificates, made by openssl. The test says
 * {@code @RequiresCommand("openssl")}.
 *
 * @param folder where its files lie
 */
public record TestAuthority(Path folder) {
  /** Makes one. */
  public static TestAuthority create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestAuthority authority = new TestAuthority(folder);
    authority.openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-ca"
            + " -addext basicConstraints=critical,CA:TRUE -keyout ca.key -out ca.crt");
    return authority;
  }

  /** Its own certificate. */
  public Path certificate() {
    return folder.resolve("ca.crt");
  }

  /**
   * Signs a server's certificate.
   *
   * @param names as openssl wants them, for example {@code IP:127.0.0.1}
   * @param days from now that it holds, from -1 on; -1 has ended
   * @return a folder with {@code cert.pem} and {@code key.pem}
   */
  public Path sign(String name, String names, int days) {
    try {
      Path server = Files.createDirectories(folder.resolve(name));
      Files.writeString(server.resolve("extensions"), "subjectAltName=" + names + "\n");
      openssl(
          "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=registry -keyout "
              + server.resolve("key.pem")
              + " -out "
              + server.resolve("request"));
      openssl(
          "x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days "
              + days
              + " -in "
              + server.resolve("request")
              + " -extfile "
              + server.resolve("extensions")
              + " -out "
              + server.resolve("cert.pem"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openssl(String arguments) {
    HostCommand.run(Map.of(), folder, List.of(("openssl " + arguments).split(" "))).checked();
  }
}
