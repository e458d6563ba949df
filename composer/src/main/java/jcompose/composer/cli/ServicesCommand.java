package jcompose.composer.cli;

import java.util.List;
import java.util.function.Function;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose start}, {@code pause} and {@code unpause}, which need no more than services. */
final class ServicesCommand implements Command {
  private final String name;
  private final String description;
  private final Function<List<String>, Request> request;
  private final int exitOfNone;

  /**
   * @param request what is asked for services, of which none are all
   * @param exitOfNone the exit code when the project has no containers
   */
  ServicesCommand(
      String name, String description, Function<List<String>, Request> request, int exitOfNone) {
    this.name = name;
    this.description = description;
    this.request = request;
    this.exitOfNone = exitOfNone;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name, description);
    spec.addPositional(Options.operands("FILE|SERVICE", "0..*", "Compose files and services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ThereCommand.services(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    boolean any = ThereCommand.ask(parsed, context, request.apply(ThereCommand.services(parsed)));
    return any ? 0 : exitOfNone;
  }
}
