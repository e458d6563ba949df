package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jcompose.composer.testing.FaultyProxy;
import jcompose.composer.testing.FaultyProxy.Answer;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestAuthority;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.composer.testing.TokenServer;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real registry that wants the signed tokens of another server. */
@RequiresRoot
@RequiresCommand({"docker-registry", "openssl"})
@LeavesNothing
final class TokenRegistryIT {
  private static final String SECRET = "s3cret-of-the-user";
  private static final String REFRESH = "r3fresh-token-of-the-user";
  private static final TestArchive LAYER = new TestArchive().file("w", "w".repeat(50_000));

  private final Map<String, String> environment = new HashMap<>();
  private Path folder;
  private TokenServer tokens;
  private TestRegistry registry;

  @BeforeEach
  void registryAndItsTokenServer(Sandbox sandbox) {
    folder = sandbox.folder();
    TestAuthority authority = TestAuthority.create(folder.resolve("authority"));
    tokens = TokenServer.start(authority.sign("signer", "DNS:signer", 1), "me", SECRET, REFRESH);
    Path storage = folder.resolve("registry");
    try (TestRegistry open = TestRegistry.start(storage)) {
      for (String repository : List.of("public/app", "private/app")) {
        new TestImages(open, repository).push("1", TestImages.OCI, "{}", LAYER);
      }
    }
    registry = TestRegistry.start(storage, tokens.configuration(authority), null, null);
    environment.putAll(sandbox.environment());
    environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
  }

  @AfterEach
  void stop() {
    registry.close();
    tokens.close();
  }

  private Result pull(Sandbox sandbox, String image, String... options) {
    Jcompose jcompose =
        Jcompose.in(sandbox).file("compose.yaml", "services:\n  a:\n    image: " + image + "\n");
    List<String> command = new ArrayList<>(List.of(options));
    command.addAll(List.of("pull", "-q"));
    return HostCommand.run(
        environment, jcompose.folder(), jcompose.command(command.toArray(new String[0])));
  }

  private void pulls(Sandbox sandbox, String image) {
    Result result = pull(sandbox, image);
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err());
  }

  /** What is told; what {@code --debug} tells besides has no secret either. */
  private String fails(Sandbox sandbox, String image) {
    Result result = pull(sandbox, image);
    assertEquals(1, result.exit(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    Result debug = pull(sandbox, image, "--debug");
    assertTrue(debug.err().contains("\tat jcompose."), debug.err());
    for (String secret : List.of(SECRET, REFRESH, basic("me:" + SECRET), "Bearer e")) {
      assertFalse(debug.err().contains(secret), debug.err());
    }
    return result.err();
  }

  private static String basic(String login) {
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private void logIn(String host, String entry) throws IOException {
    Path config = Files.createDirectories(folder.resolve("docker")).resolve("config.json");
    Files.writeString(config, "{\"auths\":{\"" + host + "\":{" + entry + "}}}");
  }

  private String image(String repository) {
    return registry.address() + "/" + repository + ":1";
  }

  @Test
  void withoutCredentialsWhatIsPublic(Sandbox sandbox) {
    pulls(sandbox, image("public/app"));
    List<String> asked = tokens.requests();
    assertEquals(
        List.of("GET service=test-registry&scope=repository:public/app:pull"),
        asked,
        "one token is enough for a pull");
    String said = fails(sandbox, image("private/app"));
    assertTrue(said.contains("the registry answered 401 Unauthorized"), said);
    assertTrue(said.contains("asked without credentials"), said);
  }

  @Test
  void withUserAndPassword(Sandbox sandbox) throws IOException {
    logIn(registry.address(), "\"auth\":\"" + basic("me:" + SECRET) + "\"");
    pulls(sandbox, image("private/app"));
    logIn(registry.address(), "\"auth\":\"" + basic("me:wrong-" + SECRET) + "\"");
    String said = fails(sandbox, image("private/app"));
    assertTrue(
        said.contains(
            "its token server "
                + tokens.address()
                + " answered 401 Unauthorized (incorrect user or password), asked with user 'me'"),
        said);
  }

  @Test
  void withAnIdentityToken(Sandbox sandbox) throws IOException {
    logIn(
        registry.address(),
        "\"auth\":\"" + basic("me:") + "\",\"identitytoken\":\"" + REFRESH + "\"");
    pulls(sandbox, image("private/app"));
    assertTrue(tokens.requests().get(0).startsWith("POST "), tokens.requests().toString());
    tokens.script(
        request -> {
          ScriptedRegistry.send(request, 200, Map.of(), "{}");
          return true;
        });
    String said = fails(sandbox, image("private/app"));
    assertTrue(
        said.contains("no token from the token server " + tokens.address() + " of the registry"),
        said);
  }

  @Test
  void aTokenThatExpiresInTheMiddleOfALayer(Sandbox sandbox) throws IOException {
    byte[] layer = LAYER.gzip();
    String digest = TestArchive.digest(layer);
    AtomicInteger refused = new AtomicInteger();
    tokens.lifetime(4);
    try (FaultyProxy proxy = FaultyProxy.before(registry)) {
      proxy.script(
          request -> {
            Answer answer = proxy.ask(request);
            boolean first =
                request.getRequestURI().getPath().endsWith(digest) && answer.status() == 200;
            // until the registry itself does not take the token any more
            while (first && proxy.ask(request).status() != 401) {
              Thread.onSpinWait();
            }
            if (first) {
              tokens.lifetime(300);
            }
            if (answer.status() == 401) {
              refused.incrementAndGet();
            }
            proxy.send(request, answer, answer.body().length, first ? 50 : answer.body().length);
          });
      pulls(sandbox, proxy.address() + "/public/app:1");
      assertTrue(refused.get() >= 2, "before the first token, and after its end");
      List<String> asked = proxy.requests(digest);
      String rest = "GET /v2/public/app/blobs/" + digest + " bytes=50-";
      assertEquals(List.of(rest, rest), asked.subList(asked.size() - 2, asked.size()));
    }
  }

  @Test
  void aTokenServerThatFails(Sandbox sandbox) {
    AtomicInteger times = new AtomicInteger();
    tokens.script(
        request -> {
          if (times.incrementAndGet() > 2) {
            return false;
          }
          ScriptedRegistry.send(request, 503, Map.of(), "");
          return true;
        });
    pulls(sandbox, image("public/app"));
    tokens.script(
        request -> {
          ScriptedRegistry.send(request, 200, Map.of(), "s3cret-but-no-json");
          return true;
        });
    String text = fails(sandbox, image("public/app"));
    assertTrue(text.contains("its answer is not the JSON of a token"), text);
    assertFalse(text.contains("s3cret"), text);
    tokens.close();
    String down = fails(sandbox, image("public/app"));
    assertTrue(
        down.contains(
            "cannot reach the token server "
                + tokens.address()
                + " of the registry "
                + registry.address()
                + ": connection refused"),
        down);
  }
}
