package jcompose.composer.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of the command line. */
interface Command {
  /** Its name, options and help; made anew for each parse. */
  CommandSpec spec();

  /**
   * Refuses options and operands that make no sense, whatever the files and the machine are like.
   *
   * @throws UsageException naming what is wrong
   */
  void check(ParseResult parsed);

  /** Runs it and gives its exit code. */
  int run(ParseResult parsed, Context context);

  /** Whether only root can run it. */
  default boolean needsRoot() {
    return true;
  }
}
