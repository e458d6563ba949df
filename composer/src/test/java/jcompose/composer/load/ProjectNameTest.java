package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of a project. */
final class ProjectNameTest {
  @TempDir Path folder;

  private Folder file(String name) {
    Path project = folder.resolve("My Project.1");
    return Folder.of(project).write("stack.yml", name + "services: {web: {image: a}}\n");
  }

  private static LoadRequest named(LoadRequest request, String name) {
    return new LoadRequest(
        request.files(),
        Optional.of(name),
        request.profiles(),
        request.envFiles(),
        request.projectDirectory(),
        request.workingDirectory(),
        request.environment(),
        request.services());
  }

  @Test
  void isTheFolders() {
    assertEquals("myproject1", file("").load().project().name());
  }

  @Test
  void isTheFiles() {
    Folder user = file("name: ${X:-lab}\n");
    assertEquals("lab", user.load().project().name());
    assertEquals("lab", ProjectLoader.projectName(user.request()));
    assertEquals(user.path(), ProjectLoader.projectDirectory(user.request()));
  }

  @Test
  void isTheEnvironmentsAndTheCommandLines() {
    Folder user = file("name: lab\n").with(Map.of("COMPOSE_PROJECT_NAME", "env"));
    assertEquals("env", user.load().project().name());
    assertEquals("env", ProjectLoader.projectName(user.request()));
    assertEquals("cli", ProjectLoader.load(named(user.request(), "cli")).project().name());
  }

  @Test
  void isFoundInAFileThatNoLongerLoads() {
    assertEquals("lab", ProjectLoader.projectName(file("name: lab\nprots: 1\n").request()));
  }

  @Test
  void isMadeValidInAFileWithAWarning() {
    Loaded loaded = file("name: My_Lab!\n").load();
    assertEquals("my_lab", loaded.project().name());
    assertEquals(List.of("stack.yml:1:7: name: 'My_Lab!' is taken as 'my_lab'"), loaded.warnings());
  }

  @Test
  void isRefusedFromTheCommandLineWhenInvalid() {
    LoadRequest request = named(file("").request(), "My Lab");
    ComposerException thrown =
        assertThrows(ComposerException.class, () -> ProjectLoader.projectName(request));
    assertEquals(
        "project name 'My Lab' is not a project name: it takes lower case letters, digits, '-' and"
            + " '_', and begins with a letter or digit; write 'mylab'",
        thrown.getMessage());
  }
}
