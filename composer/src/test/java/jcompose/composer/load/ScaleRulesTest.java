package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scale} and {@code deploy.replicas}. */
final class ScaleRulesTest {
  @TempDir Path folder;

  private Project project(String web) {
    return new NetworkFile(folder).project("services: {web: {image: a, " + web + "}}");
  }

  private static Service web(Project project) {
    return Objects.requireNonNull(project.services().get("web"));
  }

  private List<String> problems(String web, String db) {
    return new NetworkFile(folder)
        .problems("services:\n  web: {image: a, " + web + "}\n  db: {image: a, " + db + "}");
  }

  @Test
  void areTheSameAndTheirPlaceIsKnown() {
    assertEquals(1, web(project("tty: true")).scale());
    assertEquals(Optional.empty(), web(project("tty: true")).scalePosition());
    Service three = web(project("scale: 3, deploy: {replicas: 3}"));
    assertEquals("[web-1, web-2, web-3]", three.replicas().toString());
    assertEquals(28, three.scalePosition().orElseThrow().column());
    assertEquals(0, web(project("deploy: {replicas: 0}")).scale());
    assertTrue(web(project("deploy: {replicas: 0}")).scalePosition().isPresent());
    Project scaled = ScaleRules.scaled(project("scale: 3"), Map.of("web", 2));
    assertEquals(2, web(scaled).scale());
    assertEquals(Optional.empty(), web(scaled).scalePosition());
    assertThrows(
        ProjectException.class,
        () -> ScaleRules.scaled(project("container_name: only"), Map.of("web", 2)));
  }

  @Test
  void areRefusedAtTheirPlace() {
    assertEquals(
        List.of("services.web.scale: must be from 0 to 1000"),
        problems("scale: -1", "tty: no").stream().map(ScaleRulesTest::words).toList());
    assertEquals(
        List.of("services.web.scale: contradicts deploy.replicas at stack.yml:3:48"),
        problems("scale: 2, deploy: {replicas: 3}", "tty: no").stream()
            .map(ScaleRulesTest::words)
            .toList());
    assertEquals(
        List.of(
            "services.web.container_name: only one of the 2 containers could have it; leave it out",
            "services.db: shares a namespace of service 'web', which has no containers"),
        List.of(
            words(problems("scale: 2, container_name: abc", "tty: no").get(0)),
            words(problems("scale: 0", "ipc: 'service:web'").get(0))));
    assertEquals(
        List.of(
            "services.db.volumes_from: service 'web' has no containers whose volumes could be"
                + " shared"),
        problems("scale: 0", "volumes_from: [web]").stream().map(ScaleRulesTest::words).toList());
    assertEquals(List.of(), problems("scale: 2, ports: ['8080-8081:80', 80]", "tty: no"));
    assertEquals(
        "links: a wire leads to one container, and service 'web' has 2; use a network for them",
        words(
            problems(
                    "scale: 2",
                    "tty: no}\nlinks: [{endpoints: ['web:eth7', 'db:eth7']}]\nx-y: {a: b")
                .get(0)));
  }

  private static String words(String problem) {
    return problem.substring(problem.indexOf(": ") + 2);
  }
}
