package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.image.ImageCheck;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image verify}. */
final class ImageVerifyCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("verify", "Read the whole store and compare it with its digests");
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> problems = new ImageCheck(context.directories()).run();
    problems.forEach(context.screen()::error);
    if (problems.isEmpty()) {
      context.screen().print("The store is as it should be");
    }
    return problems.isEmpty() ? 0 : 1;
  }
}
