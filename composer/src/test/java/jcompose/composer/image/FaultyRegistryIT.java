package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jcompose.composer.testing.FaultyProxy;
import jcompose.composer.testing.FaultyProxy.Answer;
import jcompose.composer.testing.TestImages;
import jcompose.composer.testing.TestRegistry;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import jcompose.engine.testing.TestArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real registry behind a proxy that spoils its answers: what heals, and what is said else. */
@RequiresRoot
@RequiresCommand("docker-registry")
@LeavesNothing
final class FaultyRegistryIT {
  private static final byte[] LAYER = layer();
  private static final String DIGEST = TestArchive.digest(LAYER);

  private final AtomicLong progress = new AtomicLong();
  private TestRegistry registry;
  private FaultyProxy proxy;

  /** Bytes that do not shrink, so that offsets mean something. */
  private static byte[] layer() {
    byte[] noise = new byte[3 << 20];
    new Random(3).nextBytes(noise);
    return TestArchive.gzip(new TestArchive().entry('0', "noise", "", noise).tar());
  }

  @BeforeEach
  void push(Sandbox sandbox) {
    registry = TestRegistry.start(sandbox.folder().resolve("registry"));
    new TestImages(registry, "app").pushBlob(LAYER);
    new TestImages(registry, "app").push("1", TestImages.OCI, "{}", new TestArchive());
    proxy = FaultyProxy.before(registry);
  }

  @AfterEach
  void stop() {
    proxy.close();
    registry.close();
  }

  private Registry open() {
    return new Registry(
        ImageReferences.parse(proxy.address() + "/app:1"),
        DockerConfig.fromEnvironment(Map.of("DOCKER_CONFIG", "/nowhere")),
        Map.of());
  }

  private byte[] blob() throws IOException {
    try (Registry asked = open();
        InputStream bytes =
            asked.open(DescriptorDigest.fromDigest(DIGEST), LAYER.length, progress::addAndGet)) {
      return bytes.readAllBytes();
    } catch (DigestException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void heals() throws IOException {
    assertArrayEquals(LAYER, blob());
    assertEquals(LAYER.length, progress.get(), "every byte is counted once");
  }

  /** What the user is told. */
  private String fails() {
    IOException failure = assertThrows(IOException.class, this::blob);
    try (Registry asked = open()) {
      return String.valueOf(asked.explain(failure).getMessage());
    }
  }

  /** Spoils the answers for the layer, numbered from 1; the others pass. */
  private void spoil(Spoiler spoiler) {
    AtomicInteger times = new AtomicInteger();
    proxy.script(
        request -> {
          if (request.getRequestURI().getPath().endsWith(DIGEST)) {
            spoiler.answer(times.incrementAndGet(), request);
          } else {
            proxy.pass(request);
          }
        });
  }

  private interface Spoiler {
    void answer(int time, com.sun.net.httpserver.HttpExchange request) throws IOException;
  }

  @Test
  void aCutConnectionGoesOnAtEveryOffset() throws IOException {
    for (int offset : new int[] {1, 8191, 8192, 65_537, 1 << 20, LAYER.length - 1}) {
      progress.set(0);
      spoil(
          (time, request) -> {
            Answer answer = proxy.ask(request);
            int length = time == 1 ? offset : answer.body().length;
            proxy.send(request, answer, answer.body().length, length);
          });
      heals();
      assertEquals(
          List.of(
              "GET /v2/app/blobs/" + DIGEST,
              "GET /v2/app/blobs/" + DIGEST + " bytes=" + offset + "-"),
          proxy.requests(DIGEST));
      assertEquals(LAYER.length, proxy.sentBytes(), "nothing is sent twice");
    }
  }

  @Test
  void cutsAgainAndAgain() throws IOException {
    spoil(
        (time, request) -> {
          Answer answer = proxy.ask(request);
          proxy.send(
              request, answer, answer.body().length, Math.min(answer.body().length, 250_000));
        });
    heals();
    assertEquals(LAYER.length, proxy.sentBytes());
    assertEquals((LAYER.length + 249_999) / 250_000, proxy.requests(DIGEST).size());
  }

  @Test
  void aBodyInChunksThatEndsTooEarly() throws IOException {
    spoil(
        (time, request) -> {
          Answer answer = proxy.ask(request);
          proxy.send(request, answer, 0, time == 1 ? 100_000 : answer.body().length);
        });
    heals();
    assertEquals(LAYER.length, proxy.sentBytes());
  }

  @Test
  void aRegistryThatKnowsNoRanges() throws IOException {
    spoil(
        (time, request) -> {
          Answer answer = proxy.ask(request, "Range");
          assertEquals(200, answer.status());
          proxy.send(request, answer, LAYER.length, time < 3 ? time * 1_000_000 : LAYER.length);
        });
    heals();
    assertEquals(3, proxy.requests(DIGEST).size());
  }

  @Test
  void aRegistryThatIsAlwaysCutAtTheSamePlace() {
    spoil(
        (time, request) ->
            proxy.send(request, proxy.ask(request, "Range"), LAYER.length, 1_000_000));
    String said = fails();
    assertTrue(said.contains("/app:1: "), said);
    assertTrue(said.contains("the connection ended after 1000000 of " + LAYER.length), said);
    assertEquals(4, proxy.requests(DIGEST).size());
  }

  @Test
  void anotherRangeThanAskedFor() {
    for (String range : List.of("bytes 5-" + LAYER.length + "/*", "items 1-2/3", "")) {
      spoil(
          (time, request) -> {
            Answer answer = proxy.ask(request);
            if (time == 1) {
              proxy.send(request, answer, LAYER.length, 1000);
            } else {
              proxy.send(request, answer.with("Content-Range", range));
            }
          });
      String said = fails();
      assertTrue(said.contains("/app:1: the registry "), said);
      assertTrue(
          said.contains("from byte 1000 on and sent it from byte 5 on")
              || said.contains("a part of a blob and does not say which"),
          said);
      assertTrue(said.contains("nothing of it was used"), said);
      assertEquals(2, proxy.requests(DIGEST).size());
    }
  }

  @Test
  void aRangeThatIsRefused() {
    spoil(
        (time, request) -> {
          if (time == 1) {
            proxy.send(request, proxy.ask(request), LAYER.length, 1000);
          } else {
            proxy.send(request, new Answer(416, Map.of(), new byte[0]));
          }
        });
    String said = fails();
    assertTrue(said.contains("answered 416 Range Not Satisfiable"), said);
  }

  @Test
  void bytesThatWereChangedOnTheWay() {
    for (int place : new int[] {0, LAYER.length / 2, LAYER.length - 1}) {
      spoil((time, request) -> proxy.send(request, proxy.ask(request).corruptedAt(place)));
      String said = fails();
      assertTrue(said.contains("the registry sent other bytes than the manifest promises"), said);
      assertTrue(said.contains(DIGEST), said);
    }
  }

  @Test
  void changedInTheRestAfterACut() {
    spoil(
        (time, request) -> {
          Answer answer = proxy.ask(request);
          if (time == 1) {
            proxy.send(request, answer, LAYER.length, 1 << 20);
          } else {
            proxy.send(request, answer.corruptedAt(7));
          }
        });
    assertTrue(fails().contains("the registry sent other bytes than the manifest promises"));
  }

  @Test
  void aWrongContentLength() throws IOException {
    // too small: the rest is asked for; too large: the bytes are all there
    spoil(
        (time, request) -> {
          Answer answer = proxy.ask(request);
          int length = time == 1 ? 500_000 : answer.body().length;
          proxy.send(request, answer, length, length);
        });
    heals();
    progress.set(0);
    spoil(
        (time, request) ->
            proxy.send(request, proxy.ask(request), LAYER.length + 10L, LAYER.length));
    heals();
  }

  @Test
  void moreBytesThanPromised() {
    spoil(
        (time, request) ->
            proxy.send(request, new Answer(200, Map.of(), Arrays.copyOf(LAYER, LAYER.length + 1))));
    assertTrue(fails().contains("sent more than the " + LAYER.length + " bytes it promised"));
  }

  @Test
  void busyAndFailingInTheMiddle() throws IOException {
    List<Answer> answers =
        List.of(
            new Answer(500, Map.of(), new byte[0]),
            new Answer(502, Map.of(), new byte[0]),
            new Answer(429, Map.of("retry-after", "1"), new byte[0]));
    spoil(
        (time, request) -> {
          if (time == 1) {
            proxy.send(request, proxy.ask(request), LAYER.length, 1 << 20);
          } else if (time <= 3) {
            proxy.send(request, answers.get(time - 2));
          } else {
            proxy.pass(request);
          }
        });
    heals();
    assertEquals(LAYER.length, proxy.sentBytes());
  }

  @Test
  void aDateToWaitFor() throws IOException {
    AtomicLong refused = new AtomicLong();
    AtomicLong asked = new AtomicLong();
    spoil(
        (time, request) -> {
          if (time == 1) {
            refused.set(System.nanoTime());
            String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
            proxy.send(request, new Answer(503, Map.of("retry-after", date), new byte[0]));
          } else {
            asked.set(System.nanoTime());
            proxy.pass(request);
          }
        });
    heals();
    long waited = (asked.get() - refused.get()) / 1_000_000;
    assertTrue(waited >= 1900 && waited < 10_000, waited + " ms");
  }

  @Test
  void redirectsOfEveryKindWithTheRange() throws IOException {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      progress.set(0);
      AtomicInteger times = new AtomicInteger();
      proxy.script(
          request -> {
            String uri = request.getRequestURI().toString();
            if (!uri.startsWith("/v2/app/blobs/" + DIGEST)) {
              proxy.pass(request);
            } else if (!uri.endsWith("?stored")) {
              proxy.send(
                  request, new Answer(status, Map.of("location", uri + "?stored"), new byte[0]));
            } else {
              Answer answer = proxy.ask(request);
              int length = times.incrementAndGet() == 1 ? 1 << 20 : answer.body().length;
              proxy.send(request, answer, answer.body().length, length);
            }
          });
      heals();
      assertEquals(
          "GET /v2/app/blobs/" + DIGEST + "?stored bytes=1048576-",
          proxy.requests("?stored").get(1));
    }
  }

  @Test
  void manifestsThatAreCut() {
    AtomicInteger times = new AtomicInteger();
    proxy.script(
        request -> {
          Answer answer = proxy.ask(request);
          int length = times.incrementAndGet() < 3 ? times.get() * 10 : answer.body().length;
          proxy.send(request, answer, answer.body().length, length);
        });
    try (Registry asked = open()) {
      ManifestDocument document = asked.document("1");
      assertEquals(TestArchive.digest(document.bytes()), document.digest());
      assertEquals(TestImages.OCI, document.mediaType());
      assertEquals(3, proxy.requests("/manifests/1").size());
    }
  }
}
