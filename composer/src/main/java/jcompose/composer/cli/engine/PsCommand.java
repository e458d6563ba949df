package jcompose.composer.cli.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine ps}. */
final class PsCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ps", "Show the processes of a container");
    spec.addOption(Options.value("FORMAT", "table (the default) or json", "-f", "--format"));
    spec.addPositional(Options.operands("ID", "0..*", "The container's id"));
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    List<Integer> processes = context.runtime().processes(EngineContext.id(parsed));
    String format = parsed.matchedOptionValue("-f", "table");
    if (format.equals("json")) {
      context.print(processes + "\n");
    } else if (format.equals("table")) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("PID", "USER", "COMMAND"));
      for (int pid : processes) {
        ProcessHandle.of(pid)
            .map(process -> process.info())
            .ifPresent(
                info ->
                    rows.add(
                        List.of(Integer.toString(pid), info.user().orElse("?"), command(pid))));
      }
      context.print(Columns.aligned(rows));
    } else {
      throw new EngineException("--format '" + format + "': must be table or json");
    }
    return 0;
  }

  /** What the process says of itself. */
  private static String command(int pid) {
    try {
      return Files.readString(Path.of("/proc", Integer.toString(pid), "cmdline"))
          .replace('\0', ' ')
          .strip();
    } catch (IOException gone) {
      return "?";
    }
  }
}
