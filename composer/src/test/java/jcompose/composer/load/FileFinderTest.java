package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcompose.composer.model.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read when none, or an environment variable, names them. */
final class FileFinderTest {
  @TempDir Path folder;

  private Folder write(String name, String image) {
    return Folder.of(folder).write(name, "services: {web: {image: " + image + "}}");
  }

  private String image(Folder user) {
    return ((Source.Image) user.load().project().services().values().iterator().next().source())
        .reference();
  }

  @Test
  void prefersTheNamesOfCompose() {
    write("stack.yml", "stack");
    assertEquals("stack", image(Folder.of(folder)));
    write("docker-compose.yaml", "docker");
    assertEquals("docker", image(Folder.of(folder)));
    write("compose.yaml", "compose");
    assertEquals("compose", image(Folder.of(folder)));
    assertEquals(
        List.of("found compose.yaml, docker-compose.yaml; using compose.yaml"),
        Folder.of(folder).load().warnings());
  }

  @Test
  void laysTheOverrideFileOverIt() {
    write("compose.yaml", "base");
    write("compose.override.yaml", "over");
    assertEquals("over", image(Folder.of(folder)));
  }

  @Test
  void looksInTheFoldersAbove() {
    write("stack.yml", "above").write("a/b/x", "");
    Folder below = Folder.of(folder.resolve("a/b"));
    assertEquals("above", image(below));
    assertEquals(folder, below.load().project().directory());
  }

  @Test
  void takesTheFilesOfTheEnvironment() {
    write("a.yml", "a");
    write("b.yml", "b");
    Folder user = Folder.of(folder);
    assertEquals("b", image(user.with(Map.of("COMPOSE_FILE", "a.yml:b.yml"))));
    assertEquals(
        "a",
        image(user.with(Map.of("COMPOSE_FILE", "b.yml,a.yml", "COMPOSE_PATH_SEPARATOR", ","))));
    user.write(".env", "COMPOSE_FILE=b.yml");
    assertEquals("b", image(user));
  }

  @Test
  void choosesEnvironmentFiles() {
    Folder user = write("compose.yaml", "$A").write(".env", "A=dot").write("x.env", "A=x");
    assertEquals("dot", image(user));
    assertEquals("x", image(user.with(Map.of("COMPOSE_ENV_FILES", "x.env"))));
    assertEquals("env", image(user.with(Map.of("A", "env"))));
    assertEquals(
        List.of("compose.yaml:1:25: services.web.image: must not be empty"),
        user.with(Map.of("COMPOSE_DISABLE_ENV_FILE", "1")).message().lines().limit(1).toList());
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals(
        "no.yml: no such file; looked for " + folder.resolve("no.yml"),
        Folder.of(folder).message("no.yml"));
    assertEquals(
        "no Compose file: looked for compose.yaml, compose.yml, docker-compose.yml,"
            + " docker-compose.yaml and stack.yml, stack.yaml in "
            + folder
            + " and the folders above it; name one with -f",
        Folder.of(folder).message());
    Folder.of(folder).write("sub/x", "");
    assertEquals("sub: is a folder, not a file", Folder.of(folder).message("sub"));
  }

  @Test
  void refusesFilesThatAreNotCompose() {
    Folder.of(folder).write("a.yml", "").write("b.yml", "- 1\n");
    assertEquals(
        List.of(
            "a.yml:1:1: a Compose file must be a mapping; this is empty",
            "b.yml:1:1: a Compose file must be a mapping; this is a list"),
        Folder.of(folder).problemsOf("a.yml", "b.yml"));
  }
}
