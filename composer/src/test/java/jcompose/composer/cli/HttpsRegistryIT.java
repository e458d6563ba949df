package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.TestAuthority;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real registry with a certificate, signed by an authority of the test's own. */
@RequiresRoot
@RequiresCommand({"docker-registry", "htpasswd", "openssl"})
@LeavesNothing
final class HttpsRegistryIT {
  private Path folder = Path.of("");
  private TestAuthority authority = new TestAuthority(folder);
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void imagesAndAuthority(Sandbox sandbox) {
    folder = sandbox.folder();
    authority = TestAuthority.create(folder.resolve("authority"));
    environment.putAll(sandbox.environment());
    environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
    environment.put("JCOMPOSE_CERTS", folder.resolve("certs.d").toString());
    try (TestRegistry plain = TestRegistry.start(storage())) {
      new TestImages(plain, "app")
          .push("1", TestImages.OCI, "{}", new TestArchive().file("w", "x"));
    }
  }

  private Path storage() {
    return folder.resolve("registry");
  }

  private TestRegistry https(String names, int days) {
    return TestRegistry.start(storage(), null, authority.sign("server", names, days));
  }

  private Result pull(Sandbox sandbox, TestRegistry registry) {
    Jcompose jcompose =
        Jcompose.in(sandbox)
            .file("compose.yaml", "services:\n  app:\n    image: " + registry.address() + "/app:1");
    return HostCommand.run(environment, jcompose.folder(), jcompose.command("pull", "-q"));
  }

  private void pulls(Sandbox sandbox, TestRegistry registry) {
    Result result = pull(sandbox, registry);
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err());
  }

  private String fails(Sandbox sandbox, TestRegistry registry) {
    Result result = pull(sandbox, registry);
    assertEquals(1, result.exit(), result.err());
    List<String> lines = result.err().lines().toList();
    assertEquals(1, lines.size(), result.err());
    return lines.get(0);
  }

  private Path trust(TestRegistry registry) throws IOException {
    Path certificates = folder.resolve("certs.d").resolve(registry.address());
    Files.createDirectories(certificates);
    return Files.copy(authority.certificate(), certificates.resolve("ca.crt"));
  }

  @Test
  void authorityOfDockersFolder(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https("IP:127.0.0.1", 1)) {
      String untrusted = fails(sandbox, registry);
      assertTrue(
          untrusted.contains(
              "cannot reach the registry "
                  + registry.address()
                  + ": its certificate is signed by nobody whom this machine trusts; put the"
                  + " certificate of who signed it into "
                  + folder.resolve("certs.d").resolve(registry.address()).resolve("ca.crt")),
          untrusted);
      trust(registry);
      pulls(sandbox, registry);
    }
  }

  @Test
  void authorityOfTheSystem(Sandbox sandbox) {
    environment.put("SSL_CERT_FILE", authority.certificate().toString());
    try (TestRegistry registry = https("IP:127.0.0.1", 1)) {
      pulls(sandbox, registry);
    }
  }

  @Test
  void certificateOfAnotherHost(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https("DNS:elsewhere.example", 1)) {
      trust(registry);
      String said = fails(sandbox, registry);
      assertTrue(said.contains("its certificate is for other names than 127.0.0.1"), said);
    }
  }

  @Test
  void certificateThatHasExpired(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https("IP:127.0.0.1", -1)) {
      trust(registry);
      String said = fails(sandbox, registry);
      assertTrue(said.contains("its certificate has expired"), said);
    }
  }

  @Test
  void filesThatAreNoCertificates(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = https("IP:127.0.0.1", 1)) {
      Path file = trust(registry);
      Files.writeString(file, "hello\n");
      String damaged = fails(sandbox, registry);
      assertTrue(damaged.contains(file + ": is not a certificate in PEM form"), damaged);
      Path client = Files.createFile(file.resolveSibling("client.cert"));
      String alone = fails(sandbox, registry);
      assertTrue(
          alone.contains(client + ": there is no " + file.resolveSibling("client.key")), alone);
    }
  }

  @Test
  void aRegistryThatOnlySpeaksHttp(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = TestRegistry.start(storage())) {
      trust(registry);
      String said = fails(sandbox, registry);
      assertTrue(said.contains("registry " + registry.address() + ": it does not speak"), said);
    }
  }

  @Test
  void credentials(Sandbox sandbox) throws IOException {
    String users = HostCommand.run("htpasswd", "-nbB", "me", "secret").checked();
    Path htpasswd = Files.writeString(folder.resolve("htpasswd"), users + "\n");
    Path tls = authority.sign("server", "IP:127.0.0.1", 1);
    try (TestRegistry registry = TestRegistry.start(storage(), htpasswd, tls)) {
      trust(registry);
      String none = fails(sandbox, registry);
      assertTrue(none.contains("401 Unauthorized"), none);
      assertTrue(none.contains("'docker login " + registry.address() + "'"), none);
      logIn(registry, "me:wrong");
      String wrong = fails(sandbox, registry);
      assertTrue(wrong.contains("401 Unauthorized"), wrong);
      assertTrue(wrong.contains("asked with user 'me' of "), wrong);
      assertFalse(wrong.contains("wrong"), wrong);
      logIn(registry, "me:secret");
      pulls(sandbox, registry);
    }
  }

  private void logIn(TestRegistry registry, String login) throws IOException {
    String auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    Path config = Files.createDirectories(folder.resolve("docker")).resolve("config.json");
    Files.writeString(
        config, "{\"auths\":{\"" + registry.address() + "\":{\"auth\":\"" + auth + "\"}}}");
  }
}
