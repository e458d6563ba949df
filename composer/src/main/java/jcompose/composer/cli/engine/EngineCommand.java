package jcompose.composer.cli.engine;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of the runtime. */
interface EngineCommand {
  /** Its name, options and help. */
  CommandSpec spec();

  /** Runs it and gives its exit code. */
  int run(ParseResult parsed, EngineContext context);
}
