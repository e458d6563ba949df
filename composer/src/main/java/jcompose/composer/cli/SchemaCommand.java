package jcompose.composer.cli;

import java.nio.charset.StandardCharsets;
import jcompose.composer.config.JsonSchema;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose schema}. */
final class SchemaCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command("schema", "Print the JSON schema of Compose files, for editors");
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    context.screen().write(JsonSchema.text().getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
