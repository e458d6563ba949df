package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.ComposerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code profiles} and services that the command line names. */
final class ProfilesTest {
  @TempDir Path folder;

  private Set<String> services(List<String> profiles, List<String> named, String environment) {
    Folder user =
        Folder.of(folder)
            .with(Map.of("COMPOSE_PROFILES", environment))
            .write(
                "stack.yml",
                "services: {a: {image: x}, b: {image: x, profiles: [p]},"
                    + " c: {image: x, profiles: [q], env_file: none}}");
    LoadRequest request = user.request("stack.yml");
    return ProjectLoader.load(
            new LoadRequest(
                request.files(),
                request.projectName(),
                profiles,
                request.envFiles(),
                request.projectDirectory(),
                request.workingDirectory(),
                request.environment(),
                named))
        .project()
        .services()
        .keySet();
  }

  @Test
  void enablesServices() {
    assertEquals(Set.of("a"), services(List.of(), List.of(), ""));
    assertEquals(Set.of("a", "b"), services(List.of("p"), List.of(), ""));
    assertEquals(Set.of("a", "b"), services(List.of(), List.of(), "x, p"));
    assertEquals(Set.of("a"), services(List.of("x"), List.of(), "p"));
    assertEquals(Set.of("a", "b"), services(List.of(), List.of("b"), ""));
  }

  @Test
  void refusesUnknownServices() {
    ComposerException thrown =
        assertThrows(ComposerException.class, () -> services(List.of(), List.of("bb"), ""));
    assertEquals(
        "no such service: bb; did you mean 'b'? the services are a, b, c", thrown.getMessage());
  }
}
