package jcompose.composer.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertTrue(DockerConfig.read(folder.resolve("none")).find("x.org").isEmpty());
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
    DockerConfig.Login login = config.find("a.org:5000").orElseThrow();
    assertEquals("me", login.credential().getUsername());
    assertEquals("sec:ret", login.credential().getPassword());
    assertFalse(login.toString().contains("sec:ret"), "the secret is in no message");
    assertEquals("p", config.find("b.org").orElseThrow().credential().getPassword());
    assertTrue(config.find("c.org").orElseThrow().credential().isOAuth2RefreshToken());
    assertTrue(config.find("d.org").isEmpty(), "the entry of one repository is not the host's");
    assertTrue(config.find("docker.io").isPresent());
    assertTrue(config.find("e.org").isEmpty());
  }

  @Test
  void faultsAreTold() throws IOException {
    ImageException bad = assertThrows(ImageException.class, () -> config("{\n!"));
    assertTrue(String.valueOf(bad.getMessage()).contains("config.json:2:"), bad.getMessage());
    DockerConfig helper = config("{\"credHelpers\": {\"x.org\": \"no-such-helper\"}}");
    ImageException missing = assertThrows(ImageException.class, () -> helper.find("x.org"));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("docker-credential-no-such-helper"),
        missing.getMessage());
  }
}
