package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import jcompose.engine.EngineException;
import org.junit.jupiter.api.Test;

final class RecordJsonTest {
  enum Colour {
    RED,
    GREEN
  }

  sealed interface Shape {
    record Dot() implements Shape {}

    record Circle(int radius) implements Shape {}

    sealed interface Polygon extends Shape {}

    record Square(Optional<Long> side) implements Polygon {}
  }

  record All(
      String text,
      Path path,
      Instant instant,
      Duration duration,
      Colour colour,
      int number,
      Long big,
      short small,
      byte tiny,
      double real,
      float single,
      boolean truth,
      Optional<String> some,
      Optional<List<String>> none,
      OptionalInt someInt,
      OptionalLong noLong,
      List<Shape> shapes,
      Set<Colour> colours,
      Map<Colour, List<Shape>> byColour,
      Map<Path, Map<String, Duration>> byPath) {}

  record Limits(int pids, List<String> names) {
    Limits {
      if (pids < 0) {
        throw new IllegalArgumentException("pids may not be negative");
      }
    }
  }

  record Service(Limits limits) {}

  record Stack(Map<String, Service> services) {}

  private static final All FULL =
      new All(
          "a \"quoted\" \n line, \u00fcml\u00e4ut and \ud83d\ude00",
          Path.of("/a b/c"),
          Instant.parse("2026-01-02T03:04:05.678901234Z"),
          Duration.ofMillis(1500),
          Colour.GREEN,
          -7,
          Long.MAX_VALUE,
          Short.MIN_VALUE,
          (byte) -1,
          0.1,
          2.5f,
          true,
          Optional.of("x"),
          Optional.empty(),
          OptionalInt.of(3),
          OptionalLong.empty(),
          List.of(new Shape.Dot(), new Shape.Circle(2), new Shape.Square(Optional.of(9L))),
          Set.of(Colour.RED, Colour.GREEN),
          Map.of(Colour.RED, List.of(new Shape.Dot())),
          Map.of(Path.of("/p"), Map.of("k", Duration.ZERO)));

  private static String json(Object record) {
    return new String(RecordJson.toBytes(record), StandardCharsets.UTF_8);
  }

  private static <T> T read(String json, Class<T> type) {
    return RecordJson.read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private static String problem(String json, Class<?> type) {
    return String.valueOf(assertThrows(EngineException.class, () -> read(json, type)).getMessage());
  }

  @Test
  void everyTypeComesBack() {
    assertEquals(FULL, RecordJson.read(RecordJson.toBytes(FULL), All.class));
  }

  @Test
  void theFormIsPlainAndStable() {
    Map<String, Service> services = new LinkedHashMap<>();
    services.put("web", new Service(new Limits(3, List.of("a", "b"))));
    services.put("db", new Service(new Limits(0, List.of())));
    assertEquals(
        "{\"services\":{\"web\":{\"limits\":{\"pids\":3,\"names\":[\"a\",\"b\"]}},"
            + "\"db\":{\"limits\":{\"pids\":0,\"names\":[]}}}}",
        json(new Stack(services)));
    assertEquals("{\"type\":\"Circle\",\"radius\":2}", json(new Shape.Circle(2)));
    assertEquals(new Shape.Circle(2), read("{\"type\":\"Circle\",\"radius\":2}", Shape.class));
    assertEquals(
        new Shape.Circle(2), read("{\"type\":\"Circle\",\"radius\":2}", Shape.Circle.class));
  }

  @Test
  void unknownPropertiesAreIgnored() {
    assertEquals(
        new Limits(1, List.of()), read("{\"new\":{\"deep\":[1,{}]},\"pids\":1}", Limits.class));
  }

  @Test
  void presentAndEmptyIsNotMissing() {
    record Command(Optional<List<String>> command) {}
    assertEquals("{\"command\":[]}", json(new Command(Optional.of(List.of()))));
    assertEquals(Optional.of(List.of()), read("{\"command\":[]}", Command.class).command());
    assertEquals(Optional.empty(), read("{}", Command.class).command());
  }

  @Test
  void errorsNameThePlace() {
    assertEquals(
        "services.web.limits: property 'pids' is missing",
        problem("{\"services\":{\"web\":{\"limits\":{}}}}", Stack.class));
    assertEquals(
        "services.web.limits.pids: expected a whole number, found many",
        problem("{\"services\":{\"web\":{\"limits\":{\"pids\":\"many\"}}}}", Stack.class));
    assertEquals(
        "services.web.limits: pids may not be negative",
        problem("{\"services\":{\"web\":{\"limits\":{\"pids\":-1}}}}", Stack.class));
    assertEquals(
        "names[1]: expected a text, found an object",
        problem("{\"pids\":1,\"names\":[\"a\",{}]}", Limits.class));
    assertEquals(
        "pids: 5000000000 is out of range", problem("{\"pids\":5000000000}", Limits.class));
    assertEquals("type: 'Star' is not a Shape", problem("{\"type\":\"Star\"}", Shape.class));
  }

  @Test
  void brokenJsonIsSaid() {
    for (String broken : List.of("{\"pids\":", "", "[]", "{\"pids\":1,\"names\":[]} x", "\0\0\0")) {
      problem(broken, Limits.class);
    }
  }

  @Test
  void nullIsRefusedByName() {
    record Holder(Optional<String> name, List<String> list) {}
    @SuppressWarnings("NullAway") // the point of the test
    Holder broken = new Holder(Optional.empty(), null);
    assertEquals(
        Holder.class.getName() + ".list is null",
        assertThrows(IllegalArgumentException.class, () -> RecordJson.toBytes(broken))
            .getMessage());
  }
}
