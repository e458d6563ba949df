package jcompose.composer.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import jcompose.composer.ComposerException;
import jcompose.composer.console.OutputClosedException;
import jcompose.composer.console.Screen;
import jcompose.composer.load.ProjectException;
import jcompose.composer.load.Suggestion;
import jcompose.composer.supervisor.RemoteFailure;
import jcompose.composer.supervisor.Request;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line, runs its command, turns every failure into words and an exit code. */
final class CommandLineRun {
  private static final int USAGE = 2;

  private final OutputStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Path workingDirectory;

  CommandLineRun(
      OutputStream out, PrintStream err, Map<String, String> environment, Path workingDirectory) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.workingDirectory = workingDirectory;
  }

  private static Map<String, Supplier<Command>> commands() {
    Map<String, Supplier<Command>> commands = new LinkedHashMap<>();
    commands.put("up", UpCommand::new);
    commands.put("create", CreateCommand::new);
    commands.put("down", DownCommand::new);
    commands.put("start", StartCommand::new);
    commands.put("stop", StopCommand::new);
    commands.put("restart", RestartCommand::new);
    commands.put("scale", ScaleCommand::new);
    commands.put("kill", KillCommand::new);
    commands.put("rm", RemoveCommand::new);
    commands.put(
        "pause",
        () ->
            new ServicesCommand(
                "pause",
                "Freeze containers with everything in them",
                services -> new Request.Pause(services, true)));
    commands.put(
        "unpause",
        () ->
            new ServicesCommand(
                "unpause",
                "Let frozen containers go on",
                services -> new Request.Pause(services, false)));
    commands.put("wait", WaitCommand::new);
    commands.put("link", LinkCommand::new);
    commands.put("port", PortCommand::new);
    commands.put("ls", ListCommand::new);
    commands.put("ps", PsCommand::new);
    commands.put("top", TopCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("timeline", TimelineCommand::new);
    commands.put("stats", StatsCommand::new);
    commands.put("images", ImagesCommand::new);
    commands.put("volumes", VolumesCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("attach", AttachCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("exec", ExecCommand::new);
    commands.put("cp", CpCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("config", ConfigCommand::new);
    commands.put("schema", SchemaCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("pull", PullCommand::new);
    commands.put("lock", LockCommand::new);
    commands.put("bundle", BundleCommand::new);
    commands.put("image", ImageCommand::new);
    commands.put("network", NetworkCommand::new);
    commands.put("volume", VolumeCommand::new);
    commands.put("version", VersionCommand::new);
    return commands;
  }

  int run(String[] given) {
    String[] args = withoutHelpCommand(given);
    Map<String, Command> made = new LinkedHashMap<>();
    CommandLine line = new CommandLine(spec(args, made));
    line.setUsageHelpAutoWidth(false);
    try {
      ParseResult parsed = line.parseArgs(args);
      return run(line, parsed, made);
    } catch (ParameterException e) {
      err.println(usage(e));
      return USAGE;
    } catch (UsageException e) {
      err.println("jcompose: " + e.getMessage());
      return USAGE;
    }
  }

  /** {@code help up} means {@code up --help}, {@code help} alone {@code --help}. */
  private static String[] withoutHelpCommand(String[] args) {
    if (args.length == 0 || args.length > 2 || !args[0].equals("help")) {
      return args;
    }
    return args.length == 1 ? new String[] {"--help"} : new String[] {args[1], "--help"};
  }

  /**
   * Only the command that is named is built with its options; the others are names for the help.
   */
  private static CommandSpec spec(String[] args, Map<String, Command> made) {
    CommandSpec root = Options.command("jcompose", "Runs Compose files on bare Linux");
    Globals.addTo(root);
    root.parser().allowSubcommandsAsOptionParameters(true); // a project may be named 'run'
    root.addOption(
        picocli.CommandLine.Model.OptionSpec.builder("--version")
            .type(boolean.class)
            .description("Show the version")
            .build());
    Set<String> words = Set.copyOf(List.of(args));
    boolean helps =
        words.contains("--help")
            || words.contains("-h")
            || Collections.disjoint(words, commands().keySet());
    commands()
        .forEach(
            (name, maker) -> {
              Command command = maker.get();
              made.put(name, command);
              if (words.contains(name) || helps) {
                root.addSubcommand(name, command.spec());
              } else {
                root.addSubcommand(name, Options.command(name, ""));
              }
            });
    return root;
  }

  private int run(CommandLine line, ParseResult parsed, Map<String, Command> made) {
    ParseResult sub = parsed.subcommand();
    Optional<CommandLine> helped = helped(parsed);
    if (helped.isPresent()) {
      new PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8)
          .print(helped.get().getUsageMessage(Ansi.OFF));
      return 0;
    }
    Globals globals = Globals.of(parsed);
    Screen screen = Screen.standard(out, err, globals.ansi(), environment);
    if (Options.given(parsed, "--version")) {
      screen.print("jcompose " + VersionCommand.VERSION);
      return 0;
    }
    if (sub == null) {
      err.print(line.getUsageMessage(Ansi.OFF));
      return USAGE;
    }
    Context context =
        new Context(
            globals, screen, globals.directories(environment), environment, workingDirectory);
    Command command = Optional.ofNullable(made.get(sub.commandSpec().name())).orElseThrow();
    return guarded(command, sub, context);
  }

  /** The innermost command that was asked for its help. */
  private static Optional<CommandLine> helped(ParseResult parsed) {
    Optional<CommandLine> found = Optional.empty();
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      if (at.isUsageHelpRequested()) {
        found = Optional.of(at.commandSpec().commandLine());
      }
    }
    return found;
  }

  private int guarded(Command command, ParseResult parsed, Context context) {
    try {
      for (ParseResult at = parsed; at != null; at = at.subcommand()) {
        Options.checkOperands(at);
      }
      command.check(parsed);
      if (command.needsRoot()) {
        RootUser.require(parsed.commandSpec().name());
      }
      return command.run(parsed, context);
    } catch (OutputClosedException e) {
      return e.isBrokenPipe()
          ? e.exitCode()
          : failed(context, String.valueOf(e.getMessage()), e, e.exitCode());
    } catch (ProjectException e) {
      // Each of its lines has its place, or quotes the file.
      context.screen().quoted(String.valueOf(e.getMessage()));
      return failed(context, e, e.exitCode());
    } catch (ComposerException e) {
      return failed(context, String.valueOf(e.getMessage()), e, e.exitCode());
    } catch (ProgramNotRunException e) {
      return failed(context, String.valueOf(e.getMessage()), e, e.exitCode());
    } catch (EngineException e) {
      return failed(context, String.valueOf(e.getMessage()), e, 1);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return failed(
          context,
          "internal error: " + e + "; run again with --debug to see where, and report it",
          e,
          1);
    }
  }

  private int failed(Context context, String message, Throwable failure, int exitCode) {
    context.screen().error(message);
    return failed(context, failure, exitCode);
  }

  private int failed(Context context, Throwable failure, int exitCode) {
    if (context.globals().debug()) {
      failure.printStackTrace(err);
      if (failure instanceof RemoteFailure remote) {
        err.print(remote.trace());
      }
    }
    return exitCode;
  }

  private static String usage(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    StringBuilder message = new StringBuilder("jcompose: ").append(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!unmatched.isUnknownOption() && e.getCommandLine().getParent() == null) {
        // picocli compares pairs of letters, of which "dwon" shares more with "version"
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        message.append(Suggestion.of(unmatched.getUnmatched().get(0), commands));
      } else if (!near.isEmpty()) {
        message.append("; did you mean '").append(near.get(0)).append("'?");
      }
    } else if (e instanceof MissingParameterException) {
      message.append(" for '").append(name).append('\'');
    }
    return message.append("; see '").append(name).append(" --help'").toString();
  }
}
