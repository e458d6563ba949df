package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import jcompose.composer.console.Screen;
import jcompose.composer.supervisor.RemoteFailure;
import jcompose.composer.supervisor.Request;
import jcompose.engine.Terminal;
import jcompose.engine.spec.ExecSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose exec}. */
final class ExecCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("exec", "Run a command in a running service");
    spec.addOption(
        Options.flag("No terminal, although standard input is one", "-T", "--no-tty", "--no-TTY"));
    spec.addOption(Options.value("USER", "User, or user:group", "-u", "--user"));
    spec.addOption(Options.values("NAME=VALUE", "Environment variable", "-e", "--env"));
    spec.addOption(Options.value("DIR", "Working directory", "-w", "--workdir"));
    spec.addOption(Options.flag("All capabilities", "--privileged"));
    spec.addOption(ContainerIndex.option());
    spec.addPositional(
        Options.operands("SERVICE COMMAND", "0..*", "Where, and what to run with its arguments"));
    // What follows the service is the command's own, its options included.
    spec.parser().stopAtPositional(true);
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    if (Options.operandsOf(parsed).size() < 2) {
      throw new UsageException("exec needs a service and a command; see 'jcompose exec --help'");
    }
    ContainerIndex.of(parsed);
    Optional<String> directory = text(parsed, "-w");
    if (directory.isPresent() && !directory.get().startsWith("/")) {
      throw new UsageException("-w '" + directory.get() + "': must be an absolute path");
    }
    for (String entry : Options.list(parsed, "-e")) {
      if (entry.isEmpty() || entry.startsWith("=")) {
        throw new UsageException("-e '" + entry + "': must be NAME=VALUE, or the NAME alone");
      }
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> operands = Options.operandsOf(parsed);
    boolean terminal = !Options.given(parsed, "-T") && Screen.isTerminal(0);
    ExecSpec spec =
        new ExecSpec(
            operands.subList(1, operands.size()),
            environment(Options.list(parsed, "-e"), context),
            text(parsed, "-w"),
            text(parsed, "-u"),
            terminal,
            terminal ? Optional.of(ExecStreams.window()) : Optional.empty(),
            Options.given(parsed, "--privileged"));
    Operands none = new Operands(List.of(), List.of());
    String project = context.projectName(none);
    String service = operands.get(0);
    ContainerIndex.requireThere(parsed, context, service);
    ExecStreams streams = new ExecStreams(context, project);
    try {
      return run(streams, new Request.Exec(service, ContainerIndex.given(parsed), spec));
    } catch (RemoteFailure failure) {
      // Looked at only now, since the files need not be read for an exec that works.
      context.requireServices(project, none, List.of(service));
      throw failure;
    }
  }

  private static int run(ExecStreams streams, Request.Exec request) {
    if (!request.spec().terminal()) {
      return streams.run(request);
    }
    Terminal.Raw raw = Terminal.raw(0);
    try {
      return streams.run(request);
    } finally {
      raw.close();
    }
  }

  /** A name without a value passes the user's own value on, as Docker does. */
  private static List<String> environment(List<String> given, Context context) {
    return given.stream()
        .filter(entry -> entry.contains("=") || context.environment().containsKey(entry))
        .map(entry -> entry.contains("=") ? entry : entry + "=" + context.environment().get(entry))
        .toList();
  }

  private static Optional<String> text(ParseResult parsed, String name) {
    String value = parsed.matchedOptionValue(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
