package jcompose.composer.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose version}. */
final class VersionCommand implements Command {
  /** The version of this program. */
  static final String VERSION = "0.1.0";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("version", "Show the version");
    spec.addOption(Options.flag("Only the number", "--short"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    context
        .screen()
        .print(
            Options.given(parsed, "--short")
                ? VERSION
                : "jcompose "
                    + VERSION
                    + " (Java "
                    + Runtime.version().feature()
                    + ", "
                    + System.getProperty("os.arch")
                    + ")");
    return 0;
  }
}
