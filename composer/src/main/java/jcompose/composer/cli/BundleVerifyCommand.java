package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.bundle.Bundle;
import jcompose.composer.bundle.BundleFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose bundle verify}. */
final class BundleVerifyCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("verify", "Compare everything in a bundle with its digests");
    spec.addPositional(Options.operands("FILE", "1", "The archive"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    String file = Options.operandsOf(parsed).get(0);
    Bundle bundle = Bundle.open(context.workingDirectory().resolve(file));
    List<String> problems =
        new BundleFolder(context.directories(), context.environment(), bundle).verify();
    problems.forEach(problem -> context.screen().error(file + ": " + problem));
    if (problems.isEmpty()) {
      context
          .screen()
          .print(
              file
                  + ": project '"
                  + bundle.description().name()
                  + "', "
                  + bundle.description().contents().size()
                  + " files and "
                  + bundle.description().images().size()
                  + " images are as they were saved ("
                  + bundle.digest()
                  + ")");
    }
    return problems.isEmpty() ? 0 : 1;
  }
}
