package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jcompose.composer.testing.FaultyProxy;
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

/** What registries.yml says is what is done: mirrors, certificates, registries without them. */
@RequiresRoot
@RequiresCommand({"docker-registry", "openssl"})
@LeavesNothing
final class RegistrySettingsIT {
  private static final TestArchive LAYER = new TestArchive().file("w", "w".repeat(50_000));

  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of("");

  @BeforeEach
  void surroundings(Sandbox sandbox) {
    folder = sandbox.folder();
    environment.putAll(sandbox.environment());
    environment.put("DOCKER_CONFIG", folder.resolve("docker").toString());
    environment.put("JCOMPOSE_CERTS", folder.resolve("certs.d").toString());
    environment.put("JCOMPOSE_REGISTRIES", folder.resolve("registries.yml").toString());
  }

  private void settings(String text) throws IOException {
    Files.writeString(folder.resolve("registries.yml"), text);
  }

  private TestRegistry plain(String name) {
    return TestRegistry.start(folder.resolve(name));
  }

  private static void push(TestRegistry registry, String repository) {
    new TestImages(registry, repository).push("1", TestImages.OCI, "{}", LAYER);
  }

  private Result pull(Sandbox sandbox, String... images) {
    StringBuilder file = new StringBuilder("services:\n");
    for (int i = 0; i < images.length; i++) {
      file.append("  s").append(i).append(":\n    image: ").append(images[i]).append('\n');
    }
    Jcompose jcompose = Jcompose.in(sandbox).file("compose.yaml", file.toString());
    return HostCommand.run(environment, jcompose.folder(), jcompose.command("pull", "-q"));
  }

  private String pulls(Sandbox sandbox, String... images) {
    Result result = pull(sandbox, images);
    assertEquals(0, result.exit(), result.err());
    return result.err();
  }

  private String fails(Sandbox sandbox, String image) {
    Result result = pull(sandbox, image);
    assertEquals(1, result.exit(), result.err());
    return result.err();
  }

  @Test
  void aMirrorIsAskedFirstAndTheRegistryForWhatItLacks(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = plain("registry");
        TestRegistry cache = plain("cache");
        FaultyProxy asked = FaultyProxy.before(registry);
        FaultyProxy mirror = FaultyProxy.before(cache)) {
      push(registry, "app");
      push(registry, "lacks");
      push(cache, "hub/app");
      settings(
          "registries:\n  " + asked.address() + ":\n    mirror: [" + mirror.address() + "/hub]\n");
      assertEquals("", pulls(sandbox, asked.address() + "/app:1"));
      assertEquals(List.of(), asked.requests("GET"));
      assertEquals(List.of("GET /v2/hub/app/manifests/1"), mirror.requests("/manifests/"));
      assertEquals("", pulls(sandbox, asked.address() + "/lacks:1"), "it need not have all");
      assertEquals(List.of("GET /v2/lacks/manifests/1"), asked.requests("/manifests/"));
    }
  }

  @Test
  void aMirrorThatIsDownIsToldOnceForAllImages(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = plain("registry")) {
      push(registry, "a");
      push(registry, "b");
      push(registry, "c");
      String name = registry.address();
      settings("registries: {'" + name + "': {mirror: ['127.0.0.1:1']}}");
      String said = pulls(sandbox, name + "/a:1", name + "/b:1", name + "/c:1");
      assertEquals(1, said.lines().count(), said);
      assertTrue(said.contains("mirror of " + name + ": 127.0.0.1:1/"), said);
      assertTrue(said.contains("cannot reach the registry 127.0.0.1:1: connection refused"), said);
      assertTrue(said.contains("it is not asked any more, " + name + " is"), said);
    }
  }

  @Test
  void aMirrorThatSendsOtherBytesIsNotBelieved(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = plain("registry");
        FaultyProxy mirror = FaultyProxy.before(registry)) {
      push(registry, "app");
      mirror.script(
          request -> {
            FaultyProxy.Answer answer = mirror.ask(request);
            boolean blob = request.getRequestURI().getPath().contains("/blobs/");
            mirror.send(request, blob ? answer.corruptedAt(answer.body().length - 1) : answer);
          });
      String name = registry.address();
      settings("registries: {'" + name + "': {mirror: ['" + mirror.address() + "']}}");
      String said = pulls(sandbox, name + "/app:1");
      assertTrue(said.contains("sent other bytes than the manifest promises"), said);
      assertEquals(1, said.lines().count(), said);
    }
  }

  @Test
  void aMirrorThatFailsInTheMiddleIsReplacedThere(Sandbox sandbox) throws IOException {
    byte[] layer = LAYER.gzip();
    try (TestRegistry registry = plain("registry");
        FaultyProxy itself = FaultyProxy.before(registry);
        FaultyProxy mirror = FaultyProxy.before(registry)) {
      push(registry, "app");
      mirror.script(
          request -> {
            FaultyProxy.Answer answer = mirror.ask(request);
            if (request.getRequestHeaders().containsKey("Range")) {
              mirror.send(request, new FaultyProxy.Answer(403, Map.of(), new byte[0]));
            } else if (answer.body().length == layer.length) {
              mirror.send(request, answer, layer.length, 100);
            } else {
              mirror.send(request, answer);
            }
          });
      settings("registries: {'" + itself.address() + "': {mirror: ['" + mirror.address() + "']}}");
      String said = pulls(sandbox, itself.address() + "/app:1");
      assertTrue(said.contains("the registry answered 403 Forbidden"), said);
      assertEquals(
          List.of("GET /v2/app/blobs/" + TestArchive.digest(layer) + " bytes=100-"),
          itself.requests("/blobs/"));
    }
  }

  @Test
  void aRegistryThatNeedsNotBeSecure(Sandbox sandbox) throws IOException {
    TestAuthority authority = TestAuthority.create(folder.resolve("authority"));
    Path tls = authority.sign("server", "DNS:elsewhere.example", -1);
    try (TestRegistry plain = plain("registry")) {
      push(plain, "app");
      settings("registries: {'" + plain.address() + "': {insecure: true}}");
      assertEquals("", pulls(sandbox, plain.address() + "/app:1"));
    }
    try (TestRegistry https = TestRegistry.start(folder.resolve("registry"), null, tls)) {
      settings("registries: {}");
      String said = fails(sandbox, https.address() + "/app:1");
      assertTrue(said.contains("signed by nobody whom this machine trusts"), said);
      settings("registries: {'" + https.address() + "': {insecure: true}}");
      assertEquals("", pulls(sandbox, https.address() + "/app:1"));
    }
  }

  @Test
  void certificatesOfBothSides(Sandbox sandbox) throws IOException {
    TestAuthority servers = TestAuthority.create(folder.resolve("servers"));
    TestAuthority clients = TestAuthority.create(folder.resolve("clients"));
    try (TestRegistry plain = plain("registry")) {
      push(plain, "app");
    }
    Path tls = servers.sign("server", "IP:127.0.0.1", 1);
    Path me = clients.sign("me", "DNS:me", 1);
    Path other = servers.sign("other", "DNS:other", 1);
    try (TestRegistry registry =
        TestRegistry.start(folder.resolve("registry"), "", tls, clients.certificate())) {
      String image = registry.address() + "/app:1";
      String known = "registries:\n  " + registry.address() + ":\n    ca: servers/ca.crt\n";
      settings(known);
      String nobody = fails(sandbox, image);
      assertTrue(nobody.contains("it wants a certificate from this machine"), nobody);
      assertTrue(nobody.contains(registry.address() + "/client.cert and its key into"), nobody);
      settings(
          known
              + "    client_certificate: "
              + me
              + "/cert.pem\n    client_key: "
              + me
              + "/key.pem\n");
      assertEquals("", pulls(sandbox, image));
      settings(
          known
              + ("    client_certificate: " + other + "/cert.pem\n")
              + ("    client_key: " + other + "/key.pem\n"));
      String wrong = fails(sandbox, image);
      assertTrue(wrong.contains("it wants a certificate from this machine"), wrong);

      Path docker = Files.createDirectories(folder.resolve("certs.d/" + registry.address()));
      Files.copy(servers.certificate(), docker.resolve("ca.crt"));
      Files.copy(me.resolve("cert.pem"), docker.resolve("client.cert"));
      Files.copy(me.resolve("key.pem"), docker.resolve("client.key"));
      settings("");
      assertEquals("", pulls(sandbox, image));
    }
  }

  @Test
  void aFileThatIsWrongIsToldAtItsPlace(Sandbox sandbox) throws IOException {
    settings("registries:\n  127.0.0.1:1:\n    mirrors: [x.org]\n");
    String said = fails(sandbox, "127.0.0.1:1/app");
    assertTrue(
        said.contains(
            folder.resolve("registries.yml")
                + ":3:5: registries.127.0.0.1:1.mirrors: unknown key; did you mean 'mirror'?"),
        said);
    assertFalse(said.contains("\tat "), said);
  }

  @Test
  void noMoreConnectionsThanAllowed(Sandbox sandbox) throws IOException {
    try (TestRegistry registry = plain("registry");
        FaultyProxy proxy = FaultyProxy.before(registry)) {
      TestArchive[] layers = new TestArchive[8];
      for (int i = 0; i < layers.length; i++) {
        layers[i] = new TestArchive().file("f" + i, ("" + i).repeat(10_000));
      }
      new TestImages(registry, "app").push("1", TestImages.OCI, "{}", layers);
      AtomicInteger now = new AtomicInteger();
      CountDownLatch second = new CountDownLatch(1);
      proxy.script(
          request -> {
            boolean blob = request.getRequestURI().getPath().contains("/blobs/");
            FaultyProxy.Answer answer = proxy.ask(request);
            if (blob && now.incrementAndGet() > 1) {
              second.countDown();
            }
            try {
              second.await(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
            }
            if (blob) {
              now.decrementAndGet();
            }
            proxy.send(request, answer);
          });
      settings("registries: {'" + proxy.address() + "': {connections: 1}}");
      assertEquals("", pulls(sandbox, proxy.address() + "/app:1"));
      assertEquals(9, proxy.requests("/blobs/").size());
      assertEquals(1, second.getCount(), "two at the same time");
    }
  }
}
