package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jcompose.composer.testing.Jcompose;
import jcompose.composer.testing.ScriptedRegistry;
import jcompose.composer.testing.TestImages;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.HostCommand.Result;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What registries do on bad days, and what hostile ones do. */
@RequiresRoot
@LeavesNothing
class MisbehavingRegistryIT {
  private static final TestArchive LAYER = new TestArchive().file("w", "w".repeat(100_000));
  private static final String BLOB = TestArchive.digest(LAYER.gzip());

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final TestImages images = new TestImages(registry, "app");
  private String manifest = "";

  @BeforeEach
  void push() {
    manifest = images.push("1", TestImages.OCI, "{}", LAYER);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Result pull(Sandbox sandbox, String tag) {
    Result result =
        Jcompose.in(sandbox)
            .file(
                "compose.yaml",
                "services: {a: {image: '" + registry.address() + "/app" + tag + "'}}")
            .run("pull", "-q");
    assertEquals("", result.out());
    return result;
  }

  private void pulls(Sandbox sandbox) {
    Result result = pull(sandbox, ":1");
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err());
  }

  private String fails(Sandbox sandbox, String tag) {
    Result result = pull(sandbox, tag);
    assertEquals(1, result.exit(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    keepsNothing(sandbox);
    return result.err();
  }

  /** Nothing of an image is there that is not there wholly. */
  private static void keepsNothing(Sandbox sandbox) {
    for (String kept : List.of("layers", "images/blobs/sha256")) {
      String[] names = sandbox.directories().root().resolve(kept).toFile().list();
      assertEquals(List.of(), names == null ? List.of() : List.of(names), kept);
    }
  }

  private static boolean asksFor(HttpExchange request, String text) {
    return request.getRequestURI().toString().contains(text);
  }

  @Test
  void tokensThatExpire(Sandbox sandbox) {
    AtomicInteger tokens = new AtomicInteger();
    registry.script(
        request -> {
          if (asksFor(request, "/token")) {
            String token = "t" + tokens.incrementAndGet();
            ScriptedRegistry.send(request, 200, Map.of(), "{\"token\":\"" + token + "\"}");
            return true;
          }
          // The first token is good for the manifest only: it "expires" before the blobs.
          String sent = String.valueOf(request.getRequestHeaders().getFirst("Authorization"));
          boolean old = sent.equals("Bearer t1") && asksFor(request, "/blobs/");
          if (sent.startsWith("Bearer t") && !old) {
            return false;
          }
          String challenge =
              "Bearer realm=\"http://"
                  + registry.address()
                  + "/token\",service=\"s\",scope=\"repository:app:pull\"";
          ScriptedRegistry.send(request, 401, Map.of("WWW-Authenticate", challenge), "{}");
          return true;
        });
    pulls(sandbox);
    List<String> asked = registry.requests("/token");
    assertTrue(asked.size() >= 2, asked.toString());
    assertTrue(asked.get(0).contains("scope=repository:app:pull"), asked.get(0));
    assertTrue(asked.get(0).contains("service=s"), asked.get(0));
  }

  @Test
  void basicChallengeWithoutCredentialsIsNotAnsweredForEver(Sandbox sandbox) {
    registry.script(
        request -> {
          ScriptedRegistry.send(request, 401, Map.of("WWW-Authenticate", "Basic realm=x"), "");
          return true;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("401 Unauthorized"), said);
    assertTrue(registry.requests("GET").size() < 5, registry.requests("GET").toString());
  }

  @Test
  void busyAndFailingIsAskedAgainLater(Sandbox sandbox) {
    AtomicInteger manifests = new AtomicInteger();
    AtomicInteger blobs = new AtomicInteger();
    AtomicLong firstRefusal = new AtomicLong();
    AtomicLong afterIt = new AtomicLong();
    registry.script(
        request -> {
          if (asksFor(request, "/manifests/1")) {
            int time = manifests.incrementAndGet();
            (time == 1 ? firstRefusal : afterIt).compareAndSet(0, System.nanoTime());
            if (time <= 2) {
              ScriptedRegistry.send(
                  request, 429, time == 1 ? Map.of("Retry-After", "2") : Map.of(), "");
              return true;
            }
          }
          if (asksFor(request, BLOB) && blobs.incrementAndGet() <= 2) {
            ScriptedRegistry.send(request, blobs.get() == 1 ? 503 : 500, Map.of(), "sorry");
            return true;
          }
          return false;
        });
    pulls(sandbox);
    assertEquals(3, manifests.get());
    assertEquals(3, blobs.get());
    long waited = afterIt.get() - firstRefusal.get();
    assertTrue(waited >= 1_900_000_000L, "Retry-After is heeded: " + waited);
  }

  @Test
  void brokenForGoodIsTold(Sandbox sandbox) {
    registry.script(
        request -> {
          ScriptedRegistry.send(
              request, 503, Map.of(), "{\"errors\":[{\"message\":\"in repair\"}]}");
          return true;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("503 Service Unavailable (in repair)"), said);
    assertTrue(said.contains("try again later"), said);
  }

  @Test
  void connectionCutInTheMiddleOfALayer(Sandbox sandbox) {
    AtomicInteger cuts = new AtomicInteger();
    registry.script(
        request -> {
          if (asksFor(request, BLOB) && cuts.getAndIncrement() < 2) {
            registry.cut(request);
            return true;
          }
          return false;
        });
    pulls(sandbox);
    assertEquals(3, registry.requests(BLOB).size());
  }

  @Test
  void connectionThatIsAlwaysCut(Sandbox sandbox) {
    registry.script(
        request -> {
          if (asksFor(request, BLOB)) {
            registry.cut(request);
            return true;
          }
          return false;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("the connection ended after "), said);
  }

  @Test
  void manifestWithoutAnEnd(Sandbox sandbox) {
    AtomicLong sent = new AtomicLong();
    registry.script(
        request -> {
          sent.addAndGet(ScriptedRegistry.sendWithoutEnd(request, TestImages.OCI));
          return true;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("larger than the limit of 4194304 bytes"), said);
    assertTrue(sent.get() < 64 << 20, "read on for " + sent);
  }

  @Test
  void tokenWithoutAnEnd(Sandbox sandbox) {
    registry.script(
        request -> {
          if (asksFor(request, "/token")) {
            ScriptedRegistry.sendWithoutEnd(request, "application/json");
          } else {
            ScriptedRegistry.send(
                request,
                401,
                Map.of(
                    "WWW-Authenticate",
                    "Bearer realm=\"http://" + registry.address() + "/token\",service=\"s\""),
                "");
          }
          return true;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("larger than the limit of 4194304 bytes"), said);
  }

  @Test
  void layerLargerThanPromised(Sandbox sandbox) {
    AtomicLong sent = new AtomicLong();
    registry.script(
        request -> {
          boolean layer = asksFor(request, BLOB);
          if (layer) {
            sent.addAndGet(ScriptedRegistry.sendWithoutEnd(request, "application/octet-stream"));
          }
          return layer;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("more than the " + LAYER.gzip().length + " bytes it promised"), said);
    assertTrue(sent.get() < 64 << 20, "read on for " + sent);
  }

  @Test
  void indexesThatLeadToThemselves(Sandbox sandbox) {
    // No index can hold its own digest, so this one is found behind every digest it names.
    String loop =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + TestImages.OCI_INDEX
            + "\",\"manifests\":[{\"mediaType\":\""
            + TestImages.OCI_INDEX
            + "\",\"size\":1,\"digest\":\"DIGEST\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
    String inner =
        images.pushManifest("x0", TestImages.OCI_INDEX, loop.replace("DIGEST", manifest));
    for (int i = 1; i <= 5; i++) {
      inner = images.pushManifest("x" + i, TestImages.OCI_INDEX, loop.replace("DIGEST", inner));
    }
    registry.script(request -> false);
    String said = fails(sandbox, ":x5");
    assertTrue(said.contains("indexes lead to each other"), said);
    assertEquals(5, registry.requests("/manifests/").size());
    Result nested = pull(sandbox, ":x1");
    assertEquals(0, nested.exit(), nested.err());
  }

  @Test
  void manifestOfTheFirstSchema(Sandbox sandbox) {
    images.pushManifest(
        "old",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "{\"schemaVersion\":1,\"name\":\"app\",\"tag\":\"old\",\"fsLayers\":[{\"blobSum\":\""
            + BLOB
            + "\"}],\"history\":[]}");
    String said = fails(sandbox, ":old");
    assertTrue(said.contains("schema version 1"), said);
    assertTrue(said.contains("push it again"), said);
  }

  @Test
  void manifestThatIsNone(Sandbox sandbox) {
    images.pushManifest("html", "text/html", "<html>log in to the hotel's network</html>");
    images.pushManifest("broken", TestImages.OCI, "{\"schemaVersion\":2,");
    images.pushManifest("empty", TestImages.OCI, "{}");
    images.pushManifest("list", TestImages.OCI, "[1]");
    images.pushManifest(
        "nothing",
        TestImages.OCI,
        "{\"schemaVersion\":2,\"mediaType\":\"" + TestImages.OCI + "\"}");
    for (String tag : List.of("html", "broken", "empty", "list", "nothing")) {
      String said = fails(sandbox, ":" + tag);
      assertTrue(said.contains("/app:" + tag + ": "), said);
      assertFalse(said.contains("internal error") || said.contains(": null"), said);
    }
  }

  @Test
  void redirectsAreFollowedWithoutTheCredentials(Sandbox sandbox) throws Exception {
    String login = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
    AtomicInteger leaked = new AtomicInteger();
    try (ScriptedRegistry store = ScriptedRegistry.start()) {
      new TestImages(store, "app").push("1", TestImages.OCI, "{}", LAYER);
      store.script(
          request -> {
            if (request.getRequestHeaders().containsKey("Authorization")) {
              leaked.incrementAndGet();
            }
            return false;
          });
      registry.script(
          request -> {
            if (!("Basic " + login).equals(request.getRequestHeaders().getFirst("Authorization"))) {
              ScriptedRegistry.send(request, 401, Map.of("WWW-Authenticate", "Basic realm=x"), "");
              return true;
            }
            if (asksFor(request, BLOB)) {
              String place = "http://" + store.address() + request.getRequestURI();
              ScriptedRegistry.send(request, 307, Map.of("Location", place), "");
              return true;
            }
            return false;
          });
      Jcompose jcompose =
          Jcompose.in(sandbox)
              .file("compose.yaml", "services: {a: {image: '" + registry.address() + "/app:1'}}")
              .file(
                  "docker/config.json",
                  "{\"auths\":{\"" + registry.address() + "\":{\"auth\":\"" + login + "\"}}}");
      Map<String, String> environment = new HashMap<>(sandbox.environment());
      environment.put("DOCKER_CONFIG", jcompose.folder().resolve("docker").toString());
      Result result =
          HostCommand.run(environment, jcompose.folder(), jcompose.command("pull", "-q"));
      assertEquals(0, result.exit(), result.err());
      assertEquals(1, store.requests(BLOB).size());
      assertEquals(0, leaked.get());
    }
  }

  @Test
  void redirectsInACircle(Sandbox sandbox) {
    registry.script(
        request -> {
          ScriptedRegistry.send(
              request, 302, Map.of("Location", request.getRequestURI().toString()), "");
          return true;
        });
    String said = fails(sandbox, ":1");
    assertTrue(said.contains("/app:1: "), said);
    assertTrue(registry.requests("GET").size() < 50, "" + registry.requests("GET").size());
  }
}
