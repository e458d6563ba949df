package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.HealthCheck;
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

  private List<String> test(String content) {
    return check(content).orElseThrow().test();
  }

  private Optional<HealthCheck> check(String content) {
    return Folder.of(folder).service("healthcheck: {" + content + "}").life().health();
  }
}
