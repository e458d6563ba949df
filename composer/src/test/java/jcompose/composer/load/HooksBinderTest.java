package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.model.Hook;
import jcompose.composer.model.Hooks;
import jcompose.composer.model.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code post_start} and {@code pre_stop}. */
final class HooksBinderTest {
  @TempDir Path folder;

  @Test
  void readsEveryKeyAndTheShortForms() {
    Hooks hooks =
        hooks(
            "post_start:",
            "  - command: [a, b c]",
            "    user: root:wheel",
            "    privileged: true",
            "    working_dir: /srv/./x",
            "    environment: [A=1, B=]",
            "  - {command: c 'd e', environment: {C: 2}}",
            "pre_stop: [{command: [drain]}]");
    Hook first = hooks.postStart().get(0);
    assertEquals(
        new Hook(
            List.of("a", "b c"),
            Optional.of("root:wheel"),
            true,
            Optional.of("/srv/x"),
            Map.of("A", "1", "B", ""),
            new Position(first.position().file(), 5, 9)),
        first);
    assertEquals(List.of("c", "d e"), hooks.postStart().get(1).command());
    assertEquals(Map.of("C", "2"), hooks.postStart().get(1).environment());
    assertEquals(List.of("drain"), hooks.preStop().get(0).command());
    assertEquals(Hooks.NONE, hooks("post_start: []"));
  }

  @Test
  void refusesWhatCannotRun() {
    assertEquals(
        List.of(
            "stack.yml:4:18: services.web.post_start[0]: needs 'command'",
            "stack.yml:4:39: services.web.post_start[1].command: needs a program to run",
            "stack.yml:4:44: services.web.post_start[2]: needs 'command'",
            "stack.yml:4:45: services.web.post_start[2].comand: unknown key; did you mean"
                + " 'command'?"),
        Folder.of(folder).problems("post_start: [{user: a}, {command: []}, {comand: a}]"));
    assertEquals(
        List.of(
            "stack.yml:4:42: services.web.pre_stop[0].working_dir: 'srv' must be an absolute path"
                + " in the container",
            "stack.yml:4:67: services.web.pre_stop[1].user: ':a' is not of the form"
                + " USER[:GROUP]"),
        Folder.of(folder)
            .problems("pre_stop: [{command: a, working_dir: srv}, {command: a, user: ':a'}]"));
  }

  private Hooks hooks(String... lines) {
    return Folder.of(folder).service(lines).life().hooks();
  }
}
