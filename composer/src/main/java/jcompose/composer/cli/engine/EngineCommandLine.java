package jcompose.composer.cli.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;
import jcompose.engine.oci.OciRuntime;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parses a command line of the runtime, runs its command, turns failures into words and codes. */
public final class EngineCommandLine {
  private static final String VERSION = "0.1.0";
  private static final String SPECIFICATION = "1.3.0";

  private final OutputStream out;
  private final PrintStream err;
  private final Path workingDirectory;

  /** A command line with everything that it takes from its process. */
  public EngineCommandLine(OutputStream out, PrintStream err, Path workingDirectory) {
    this.out = out;
    this.err = err;
    this.workingDirectory = workingDirectory;
  }

  private static Map<String, Supplier<EngineCommand>> commands() {
    Map<String, Supplier<EngineCommand>> commands = new LinkedHashMap<>();
    commands.put("spec", SpecCommand::new);
    commands.put("create", CreateCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("start", StartCommand::new);
    commands.put("state", StateCommand::new);
    commands.put("kill", KillCommand::new);
    commands.put("delete", DeleteCommand::new);
    commands.put("exec", ExecCommand::new);
    commands.put("list", ListCommand::new);
    commands.put("ps", PsCommand::new);
    commands.put("pause", () -> new PauseCommand(true));
    commands.put("resume", () -> new PauseCommand(false));
    commands.put("update", UpdateCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("features", FeaturesCommand::new);
    return commands;
  }

  /** Runs one command and gives its exit code. */
  public int run(List<String> args) {
    Map<String, EngineCommand> made = new LinkedHashMap<>();
    CommandLine line = new CommandLine(spec(args, made));
    line.setUsageHelpAutoWidth(false);
    try {
      return run(line, line.parseArgs(args.toArray(new String[0])), made);
    } catch (ParameterException failure) {
      err.println("jcompose engine: " + failure.getMessage());
      return 1;
    }
  }

  /** Only the command that is named is built with its options. */
  private static CommandSpec spec(List<String> args, Map<String, EngineCommand> made) {
    CommandSpec root = Options.command("engine", "An OCI runtime, in runc's place");
    root.addOption(Options.value("DIR", "Where state is kept", "--root"));
    root.addOption(Options.value("FILE", "Where errors and warnings go besides", "--log"));
    root.addOption(Options.value("FORMAT", "text (the default) or json", "--log-format"));
    root.addOption(Options.flag("Show stack traces of failures", "--debug"));
    root.addOption(Options.value("NAME", "cgroupfs, the only one", "--cgroup-manager"));
    root.addOption(Options.flag("Refused: cgroups are made directly", "--systemd-cgroup"));
    root.addOption(
        OptionSpec.builder("-v", "--version").type(boolean.class).description("Version").build());
    commands()
        .forEach(
            (name, maker) -> {
              if (args.contains(name) || args.contains("--help") || args.contains("-h")) {
                EngineCommand command = maker.get();
                made.put(name, command);
                root.addSubcommand(name, command.spec());
              } else {
                root.addSubcommand(name, CommandSpec.create().name(name));
              }
            });
    return root;
  }

  private int run(CommandLine line, ParseResult parsed, Map<String, EngineCommand> made) {
    ParseResult sub = parsed.subcommand();
    boolean help = parsed.isUsageHelpRequested() || (sub != null && sub.isUsageHelpRequested());
    if (help) {
      CommandLine shown =
          sub != null && sub.isUsageHelpRequested() ? sub.commandSpec().commandLine() : line;
      new PrintStream(out, true, StandardCharsets.UTF_8).print(shown.getUsageMessage(Ansi.OFF));
      return 0;
    }
    if (Options.given(parsed, "--version")) {
      new PrintStream(out, true, StandardCharsets.UTF_8)
          .print("jcompose engine version " + VERSION + "\nspec: " + SPECIFICATION + "\n");
      return 0;
    }
    if (sub == null) {
      err.print(line.getUsageMessage(Ansi.OFF));
      return 1;
    }
    EngineLog log = EngineLog.of(parsed, err, workingDirectory);
    try {
      demandGlobals(parsed);
      Path root =
          workingDirectory.resolve(
              parsed.matchedOptionValue("--root", OciRuntime.DEFAULT_ROOT.toString()));
      EngineCommand command = java.util.Objects.requireNonNull(made.get(sub.commandSpec().name()));
      return command.run(
          sub, new EngineContext(new OciRuntime(root, log::warning), out, workingDirectory));
    } catch (ProgramNotRunException failure) {
      log.error(failure);
      boolean waits = List.of("run", "exec").contains(sub.commandSpec().name());
      return waits ? failure.exitCode() : 1;
    } catch (EngineException failure) {
      log.error(failure);
      return 1;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      log.error(failure);
      return 1;
    }
  }

  private static void demandGlobals(ParseResult parsed) {
    String manager = parsed.matchedOptionValue("--cgroup-manager", "cgroupfs");
    if (Options.given(parsed, "--systemd-cgroup") || manager.equals("systemd")) {
      throw new EngineException(
          "cgroups are made directly, not by systemd: leave --systemd-cgroup out and use"
              + " --cgroup-manager cgroupfs");
    }
    if (!manager.equals("cgroupfs")) {
      throw new EngineException("--cgroup-manager '" + manager + "': only cgroupfs is known");
    }
  }
}
