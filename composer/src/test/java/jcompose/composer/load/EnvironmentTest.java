package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code environment} and {@code env_file}. */
final class EnvironmentTest {
  @TempDir Path folder;

  @Test
  void readsListsAndMappings() {
    assertEquals(
        Map.of("A", "1", "B", "", "C", "x=y"),
        Folder.of(folder).service("environment: [A=1, B=, C=x=y]").environment());
    assertEquals(
        Map.of("A", "1", "B", "true", "C", "1.1", "D", "", "E", "16", "F", "a b"),
        Folder.of(folder)
            .service("environment: {A: 1, B: True, C: 1.10, D: '', E: 0x10, F: a b}")
            .environment());
  }

  @Test
  void inheritsNamesWithoutValues() {
    Folder user = Folder.of(folder).with(Map.of("A", "host"));
    assertEquals(Map.of("A", "host"), user.service("environment: [A, B]").environment());
    assertEquals(Map.of("A", "host"), user.service("environment: {A: , B: }").environment());
  }

  @Test
  void layersFilesBelowVariables() {
    Folder.of(folder).write("a.env", "A=1\nB=1\nD=1\n").write("b.env", "B=2\nC=${B}${A}\n");
    assertEquals(
        Map.of("A", "3", "B", "2", "C", "21"),
        Folder.of(folder)
            .service("env_file: [a.env, {path: ./b.env}]", "environment: {A: 3, D: }")
            .environment());
  }

  @Test
  void readsRawFiles() {
    Folder.of(folder).write("a.env", "# no\nA='1' # $B\n  C=\n");
    assertEquals(
        Map.of("A", "'1' # $B", "C", ""),
        Folder.of(folder).service("env_file: [{path: a.env, format: raw}]").environment());
  }

  @Test
  void refusesMissingFilesUnlessTheyAreOptional() {
    assertEquals(
        List.of("stack.yml:4:15: services.web.env_file: env file 'no.env' does not exist"),
        Folder.of(folder).problems("env_file: no.env"));
    assertEquals(
        Map.of(),
        Folder.of(folder).service("env_file: [{path: no.env, required: false}]").environment());
  }

  @Test
  void refusesListsSpacesAndOtherFormats() {
    assertEquals(
        List.of(
            "stack.yml:4:22: services.web.environment.A: must be a string, number or boolean, not a"
                + " list",
            "stack.yml:4:27: services.web.environment: the variable's name 'B ' ends with a"
                + " space",
            "stack.yml:5:34: services.web.env_file[0].format: 'row' is not one of raw; did you mean"
                + " 'raw'?"),
        Folder.of(folder)
            .write("a", "")
            .problems("environment: {A: [1], 'B ': 2}", "env_file: [{path: a, format: row}]"));
  }
}
