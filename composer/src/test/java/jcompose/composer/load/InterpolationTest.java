package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import jcompose.composer.model.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables. */
final class InterpolationTest {
  @TempDir Path folder;

  private Folder user() {
    return Folder.of(folder).with(Map.of("SET", "v", "EMPTY", "", "N", "2"));
  }

  private String substitute(String text) {
    return String.valueOf(user().service("user: \"" + text + "\"").user().orElse(""));
  }

  @Test
  void substitutes() {
    assertEquals("v-v", substitute("$SET-${SET}"));
    assertEquals("$SET", substitute("$$SET"));
    assertEquals("a $ b", substitute("a $ b"));
  }

  @Test
  void takesDefaultsAndReplacements() {
    assertEquals("dx", substitute("${EMPTY:-d}${EMPTY-d}x"));
    assertEquals("xvy", substitute("${NONE-x${SET:-z}y}"));
    assertEquals("{1}v", substitute("${NONE:-{1}}${SET:-{2}}"));
    assertEquals("rx", substitute("${SET:+r}${EMPTY:+r}${NONE+r}x"));
    assertEquals("rv", substitute("${EMPTY+r}${SET:?e}"));
  }

  @Test
  void decidesTypesAfterwards() {
    assertEquals(OptionalLong.of(2), user().service("pids_limit: $N").limits().pidsLimit());
  }

  @Test
  void leavesKeysAlone() {
    assertEquals(Map.of("$SET", "v"), user().service("labels: {$SET: $SET}").labels());
  }

  @Test
  void warnsOncePerName() {
    Loaded loaded = user().loadService("user: a$NONE", "domainname: ${NONE}${OTHER}");
    assertEquals(
        List.of(
            "stack.yml:4:12: variable 'NONE' is not set; it is taken as empty",
            "stack.yml:5:24: variable 'OTHER' is not set; it is taken as empty"),
        loaded.warnings());
  }

  @Test
  void refusesMissingValuesAndBadSyntax() {
    assertEquals(
        List.of(
            "stack.yml:4:12: services.web.user: required variable 'NONE' is missing a value: say v",
            "stack.yml:5:17: services.web.domainname: '${1}' is not a variable; write '$$' for a"
                + " dollar sign",
            "stack.yml:6:13: services.web.cpuset: '${' without a '}'; write '$$' for a dollar"
                + " sign"),
        user().problems("user: a${NONE:?say $SET}", "domainname: ${1}", "cpuset: ${SET"));
  }

  @Test
  void readsTheFileBesideTheComposeFile() {
    Folder user = user().write(".env", "SET=no\nMORE=${SET}2\n");
    assertEquals(Optional.of("v-v2"), user.service("user: $SET-$MORE").user());
  }

  @Test
  void knowsTheProjectName() {
    user().write("stack.yml", "name: p\nservices: {web: {image: $COMPOSE_PROJECT_NAME}}");
    assertEquals(
        new Source.Image("p"),
        user().load("stack.yml").project().services().values().iterator().next().source());
  }
}
