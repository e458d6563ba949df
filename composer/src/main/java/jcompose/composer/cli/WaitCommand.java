package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.run.OneOffMark;
import jcompose.engine.ContainerState;
import jcompose.engine.ExitStatus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose wait}. */
final class WaitCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "wait", "Wait until services' containers have ended for good; exit as they did");
    spec.addOption(
        Options.flag("Take the project down when the first has ended", "--down-project"));
    spec.addPositional(Options.operands("SERVICE", "1..*", "Whose containers"));
    return Options.example(spec, "jcompose wait migrate && jcompose up -d web");
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    ChosenContainers chosen = ChosenContainers.of(context, Options.operandsOf(parsed));
    Map<String, String> names = new LinkedHashMap<>();
    for (ContainerState state : chosen.states()) {
      if (OneOffMark.of(state).isEmpty()) {
        requireStarted(state);
        names.put(state.spec().id(), state.spec().name());
      }
    }
    boolean down = Options.given(parsed, "--down-project");
    List<Integer> codes = new ArrayList<>();
    new Ends(
            context,
            chosen.project(),
            names.keySet(),
            (id, status) -> {
              context.screen().print(words(Optional.ofNullable(names.get(id)).orElse(id), status));
              codes.add(status.code());
            })
        .await(() -> down && !codes.isEmpty());
    if (down) {
      DownCommand.down(context, chosen.project(), false, Optional.empty(), List.of());
    }
    return codes.stream().filter(code -> code != 0).findFirst().orElse(0);
  }

  private static void requireStarted(ContainerState state) {
    if (state.status() == ContainerState.Status.CREATED) {
      throw new ComposerException(
          "container "
              + state.spec().name()
              + " was never started; start it with 'jcompose start "
              + ChosenContainers.service(state)
              + "'");
    }
  }

  private static String words(String name, ExitStatus status) {
    return name + " exited with code " + status.code();
  }
}
