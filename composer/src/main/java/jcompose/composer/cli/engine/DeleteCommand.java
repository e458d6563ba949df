package jcompose.composer.cli.engine;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.StateReport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine delete}. */
final class DeleteCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("delete", "Remove what is left of a container");
    spec.addOption(Options.flag("Kill it before, when it runs", "-f", "--force"));
    spec.addOption(Options.flag("The id is a regular expression", "--regex"));
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    String id = EngineContext.id(parsed);
    boolean force = Options.given(parsed, "-f");
    if (!Options.given(parsed, "--regex")) {
      context.runtime().delete(id, force);
      return 0;
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(id);
    } catch (PatternSyntaxException failure) {
      throw new EngineException(
          "delete --regex '" + id + "': " + failure.getDescription(), failure);
    }
    for (StateReport report : context.runtime().list()) {
      if (pattern.matcher(report.id()).find()) {
        context.runtime().delete(report.id(), force);
      }
    }
    return 0;
  }
}
