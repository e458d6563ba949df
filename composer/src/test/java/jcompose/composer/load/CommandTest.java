package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code command} and {@code entrypoint}. */
final class CommandTest {
  @TempDir Path folder;

  @Test
  void splitsWordsAsAShellDoes() {
    assertEquals(
        Optional.of(List.of("sh", "-c", "echo \"a  b\"; c", "", "d e", "f\\n", "$g")),
        Folder.of(folder)
            .service("command: sh -c 'echo \"a  b\"; c'   '' d\\ e \"f\\n\" $$g")
            .command());
  }

  @Test
  void takesListsAsTheyAre() {
    assertEquals(
        Optional.of(List.of("a b", "'c'")),
        Folder.of(folder).service("entrypoint: ['a b', \"'c'\"]").entrypoint());
  }

  @Test
  void tellsEmptyFromAbsent() {
    Service service = Folder.of(folder).service("command: ''", "entrypoint:");
    assertEquals(Optional.of(List.of()), service.command());
    assertEquals(Optional.empty(), service.entrypoint());
    assertEquals(Optional.of(List.of()), Folder.of(folder).service("command: []").command());
  }

  @Test
  void refusesOpenQuotesAndNumbers() {
    assertEquals(
        List.of(
            "stack.yml:4:14: services.web.command: a quote or backslash in 'a 'b' is not closed",
            "stack.yml:5:25: services.web.entrypoint[1]: must be a string, not a number; write"
                + " \"10\""),
        Folder.of(folder).problems("command: a 'b", "entrypoint: [sleep, 10]"));
  }
}
