package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jcompose.composer.plan.UpOptions.Choice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose scale}: a detached {@code up} of some services with numbers of containers. */
final class ScaleCommand implements Command {
  private static final String ALONE = "--no-deps";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "scale", "Run as many containers of services as you say, until the next up");
    spec.addOption(Options.flag("Leave dependencies alone", ALONE));
    spec.addOption(LockedLoad.option());
    spec.addPositional(
        Options.operands("FILE|SERVICE=N", "0..*", "Services and the numbers of their containers"));
    return Options.example(spec, "jcompose scale web=3 worker=0");
  }

  @Override
  public void check(ParseResult parsed) {
    if (numbers(parsed).isEmpty()) {
      throw new UsageException("scale needs a service and a number, as in 'scale web=3'");
    }
  }

  private static Map<String, Integer> numbers(ParseResult parsed) {
    return ScaleOption.of("", Operands.of(Options.operandsOf(parsed)).services());
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Map<String, Integer> numbers = numbers(parsed);
    List<String> services = new ArrayList<>(numbers.keySet());
    Operands operands = new Operands(Operands.of(Options.operandsOf(parsed)).files(), services);
    Set<Choice> choices = EnumSet.noneOf(Choice.class);
    if (Options.given(parsed, ALONE)) {
      choices.add(Choice.NO_DEPENDENCIES);
    }
    Making making = Making.look(parsed, context, operands, choices, numbers);
    making.pull(parsed, context);
    making.carryOut(context);
    return 0;
  }
}
