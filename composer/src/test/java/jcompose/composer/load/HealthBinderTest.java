package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.HealthCheck;
import jcompose.composer.model.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code healthcheck}. */
final class HealthBinderTest {
  @TempDir Path folder;

  @Test
  void readsEveryForm() {
    assertEquals(List.of("CMD-SHELL", "curl x"), test("test: curl x"));
    assertEquals(List.of("CMD", "a", "b"), test("test: [CMD, a, b]"));
    assertEquals(List.of("CMD-SHELL", "a || b"), test("test: [CMD-SHELL, a || b]"));
    assertEquals(List.of("NONE"), test("test: [NONE]"));
    assertEquals(List.of("NONE"), test("disable: true, test: a"));
    assertEquals(
        Optional.of(
            new HealthCheck(
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(1)),
                Optional.of(Duration.ofMillis(500)),
                Optional.of(Duration.ofMinutes(1)),
                Optional.of(Duration.ofSeconds(2)),
                Optional.of(5))),
        check("interval: 1s, timeout: 500ms, start_period: 1m, start_interval: 2s, retries: 5"));
  }

  @Test
  void refusesOthersWithTheirPlace() {
    assertEquals(
        List.of(
            "stack.yml:4:27: services.web.healthcheck.test[0]: begins with NONE, CMD or CMD-SHELL,"
                + " not 'curl'"),
        Folder.of(folder).problems("healthcheck: {test: [ curl, x]}"));
    assertEquals(
        List.of(
            "stack.yml:4:25: services.web.healthcheck.test: needs what is run after 'CMD'",
            "stack.yml:4:41: services.web.healthcheck.retries: must be from 0 to 2147483647"),
        Folder.of(folder).problems("healthcheck: {test: [CMD], retries: -1}"));
  }

  @Test
  void readsWhatIsLookedAtWithoutAProgram() {
    assertEquals(Optional.of(new Probe.Tcp(5432)), probe("tcp: 5432"));
    assertEquals(Optional.of(new Probe.Http("/", 80, 0)), probe("http: {port: 80}"));
    assertEquals(
        Optional.of(new Probe.Http("/live?x=1", 8080, 204)),
        probe("x-http: {path: '/live?x=1', port: 8080, status: 204}"));
    assertEquals(Optional.of(new Probe.Log("ready [0-9]+")), probe("log: 'ready [0-9]+'"));
    assertEquals(Optional.of(new Probe.File("/run/ready")), probe("file: /run/ready"));
    assertEquals(Optional.empty(), probe("tcp: 5432, disable: true"));
  }

  @Test
  void refusesWhatCannotBeLookedAt() {
    assertEquals(List.of("there is 'test' already; keep one"), words("{test: a, tcp: 1}"));
    assertEquals(List.of("must be from 1 to 65535"), words("{tcp: 0}"));
    assertEquals(List.of("needs a 'port'"), words("{http: {path: /}}"));
    assertEquals(
        List.of("'live' is not a URL's path, which begins with '/'"),
        words("{http: {path: live, port: 1}}"));
    assertEquals(
        List.of("'/a b' is not a URL's path: Illegal character in path"),
        words("{http: {path: /a b, port: 1}}"));
    assertEquals(List.of("'(' is not a regular expression: Unclosed group"), words("{log: '('}"));
    assertEquals(
        List.of("'ready' is not a path in the container, which begins with '/'"),
        words("{file: ready}"));
  }

  private List<String> words(String check) {
    return Folder.of(folder).problems("healthcheck: " + check).stream()
        .map(
            problem ->
                problem.replaceFirst("stack.yml:[0-9:]+ services.web.healthcheck[^:]*: ", ""))
        .toList();
  }

  private Optional<Probe> probe(String content) {
    return check(content).orElseThrow().probe();
  }

  private List<String> test(String content) {
    return check(content).orElseThrow().test();
  }

  private Optional<HealthCheck> check(String content) {
    return Folder.of(folder).service("healthcheck: {" + content + "}").life().health();
  }
}
