package jcompose.composer.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jcompose.composer.ComposerException;
import jcompose.composer.run.StoredStack;
import jcompose.engine.ContainerState;
import jcompose.engine.log.LogStream;
import jcompose.engine.log.RawFollower;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose attach}. */
final class AttachCommand implements Command {
  private static final String KEYS = "--detach-keys";
  private static final String NO_INPUT = "--no-stdin";
  private static final String PROXY = "--sig-proxy";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "attach",
            "Show what a service's container writes from now on, pass it input and signals, and"
                + " exit as it does");
    spec.addOption(ContainerIndex.option());
    spec.addOption(Options.flag("Pass no input on", NO_INPUT));
    spec.addOption(
        Options.value("true|false", "Whether signals go to the container (default: true)", PROXY));
    spec.addOption(Options.value("KEYS", "Not there: say --sig-proxy=false, then Ctrl-C", KEYS));
    spec.addPositional(Options.operands("SERVICE", "1", "Whose container"));
    return Options.example(spec, "jcompose attach --sig-proxy=false web");
  }

  @Override
  public void check(ParseResult parsed) {
    ContainerIndex.of(parsed);
    if (parsed.hasMatchedOption(KEYS)) {
      throw new UsageException(
          KEYS + ": is not there; say " + PROXY + "=false, and Ctrl-C leaves the container alone");
    }
    String proxy = parsed.matchedOptionValue(PROXY, "true");
    if (!proxy.equals("true") && !proxy.equals("false")) {
      throw new UsageException(PROXY + " '" + proxy + "': must be true or false");
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    String service = Options.operandsOf(parsed).get(0);
    ContainerState state = ChosenContainers.one(context, service, ContainerIndex.of(parsed));
    if (!StoredStack.goesOn(context.directories(), state)) {
      throw new ComposerException(
          "service '"
              + service
              + "' is not running; start it with 'jcompose start "
              + service
              + "'");
    }
    if (state.spec().log().discarded()) {
      throw new ComposerException(
          "service '" + service + "' keeps no output ('logging: {driver: none}')");
    }
    String id = state.spec().id();
    String project = context.projectName(Operands.of(List.of()));
    AtomicInteger code = new AtomicInteger();
    AttachInput input = new AttachInput(context, project, state);
    if (parsed.matchedOptionValue(PROXY, "true").equals("true")) {
      input.passSignals();
    }
    try (RawFollower follower =
        RawFollower.open(
            context.directories().container(id).resolve("log"),
            (stream, bytes, length) -> show(context, stream, bytes, length))) {
      if (!Options.given(parsed, NO_INPUT)) {
        input.passInput();
      }
      new Ends(context, project, Set.of(id), (ended, status) -> code.set(status.code()))
          .await(() -> false);
      follower.finish();
    }
    return code.get();
  }

  private static void show(Context context, LogStream stream, byte[] bytes, int length) {
    if (stream == LogStream.STDOUT) {
      context.screen().write(bytes, length);
    } else {
      context.screen().writeError(Arrays.copyOf(bytes, length));
    }
  }
}
