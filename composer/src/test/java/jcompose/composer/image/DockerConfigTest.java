package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who one is to a registry. */
final class DockerConfigTest {
  @TempDir Path folder = Path.of("");

  private DockerConfig config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
    return DockerConfig.fromEnvironment(Map.of("DOCKER_CONFIG", folder.toString()));
  }

  @Test
  void noFileMeansNobody() {
    assertTrue(DockerConfig.read(folder.resolve("none")).find("x.org", "some/app").isEmpty());
  }

  @Test
  void entriesInAllTheirForms() throws IOException {
    DockerConfig config =
        config(
            """
            {"auths": {
              "a.org:5000": {"auth": "bWU6c2VjOnJldA=="},
              "https://b.org/v1/": {"username": "b", "password": "p"},
              "http://c.org": {"identitytoken": "t"},
              "d.org/other": {"auth": "bWU6c2VjOnJldA=="},
              "https://index.docker.io/v1/": {"auth": "bWU6c2VjOnJldA=="},
              "e.org": {}
            }, "unknown": 1}
            """);
    DockerConfig.Login login = config.find("a.org:5000", "some/app").orElseThrow();
    assertEquals("me", login.credential().getUsername());
    assertEquals("sec:ret", login.credential().getPassword());
    assertFalse(login.toString().contains("sec:ret"), "the secret is in no message");
    assertEquals("p", config.find("b.org", "some/app").orElseThrow().credential().getPassword());
    assertTrue(config.find("c.org", "some/app").orElseThrow().credential().isOAuth2RefreshToken());
    assertTrue(
        config.find("d.org", "some/app").isEmpty(),
        "the entry of one repository is not the host's");
    assertTrue(config.find("docker.io", "some/app").isPresent());
    assertTrue(config.find("e.org", "some/app").isEmpty());
  }

  @Test
  void faultsAreTold() throws IOException {
    ImageException bad = assertThrows(ImageException.class, () -> config("{\n!"));
    assertTrue(String.valueOf(bad.getMessage()).contains("config.json:2:"), bad.getMessage());
    DockerConfig helper = config("{\"credHelpers\": {\"x.org\": \"no-such-helper\"}}");
    ImageException missing =
        assertThrows(ImageException.class, () -> helper.find("x.org", "some/app"));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("docker-credential-no-such-helper"),
        missing.getMessage());
  }

  private static String user(DockerConfig config, String registry, String repository) {
    return config
        .find(registry, repository)
        .map(login -> login.credential().getUsername())
        .orElse("nobody");
  }

  @Test
  void theLongestRepositoryCounts() throws IOException {
    DockerConfig config =
        config(
            """
            {"auths": {
              "a.org": {"username": "all", "password": "p"},
              "a.org/team": {"username": "team", "password": "p"},
              "a.org/team/app": {"username": "app", "password": "p"},
              "docker.io/library": {"username": "hub", "password": "p"}
            }}
            """);
    assertEquals("app", user(config, "a.org", "team/app"));
    assertEquals("app", user(config, "a.org", "team/app/part"));
    assertEquals("team", user(config, "a.org", "team/apple"));
    assertEquals("all", user(config, "a.org", "teams/app"));
    assertEquals("hub", user(config, "docker.io", "library/busybox"));
    assertEquals("nobody", user(config, "docker.io", "other/busybox"));
  }

  @Test
  void podmansFileIsAskedAfterDockers() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\": {\"a.org\": {\"username\": \"docker\", \"password\": \"p\"}}}");
    String podman =
        """
        {"auths": {
          "a.org": {"username": "podman", "password": "p"},
          "b.org": {"username": "podman", "password": "p"}
        }}
        """;
    Path named = Files.writeString(folder.resolve("named.json"), podman);
    Path containers = Files.createDirectories(folder.resolve("run/containers"));
    Path found = Files.writeString(containers.resolve("auth.json"), podman);
    for (Map<String, String> where :
        List.of(
            Map.of("REGISTRY_AUTH_FILE", named.toString(), "XDG_RUNTIME_DIR", "/none"),
            Map.of("XDG_RUNTIME_DIR", folder.resolve("run").toString()))) {
      Map<String, String> environment = new HashMap<>(where);
      environment.put("DOCKER_CONFIG", folder.toString());
      DockerConfig config = DockerConfig.fromEnvironment(environment);
      assertEquals("docker", user(config, "a.org", "app"));
      assertEquals("podman", user(config, "b.org", "app"));
      Path file = where.size() == 2 ? named : found;
      String origin = config.find("b.org", "app").orElseThrow().origin();
      assertTrue(origin.endsWith(file.toString()), origin);
      String searched = config.searched("c.org");
      assertTrue(searched.contains("config.json has none for c.org, " + file + " has"), searched);
    }
  }
}
