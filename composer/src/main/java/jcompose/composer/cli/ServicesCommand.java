package jcompose.composer.cli;

import java.util.List;
import java.util.function.Function;
import jcompose.composer.supervisor.Request;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose pause} and {@code unpause}, which need no more than services. */
final class ServicesCommand implements Command {
  private final String name;
  private final String description;
  private final Function<List<String>, Request> request;

  /**
   * @param request what is asked for services, of which none are all
   */
  ServicesCommand(String name, String description, Function<List<String>, Request> request) {
    this.name = name;
    this.description = description;
    this.request = request;
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
    ThereCommand.ask(parsed, context, request.apply(ThereCommand.services(parsed)));
    return 0;
  }
}
