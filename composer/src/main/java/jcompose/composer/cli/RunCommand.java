package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.ComposerException;
import jcompose.composer.console.OutputClosedException;
import jcompose.composer.console.Screen;
import jcompose.composer.load.Loaded;
import jcompose.composer.load.OptionsProject;
import jcompose.composer.load.ServiceOption;
import jcompose.composer.load.ServiceOption.Kind;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.run.OneOff;
import jcompose.composer.run.OneOffs;
import jcompose.composer.run.StackExplanation;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;
import jcompose.engine.ReadOnlyJava;
import jcompose.engine.VolumeStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose run --image IMAGE}: one container for one command, without any file. */
final class RunCommand implements Command {
  /** The project and the service of what stands in no file. */
  private static final String NAME = "run";

  /** What Docker ends with when it is itself what failed, and not the program in the container. */
  private static final int NOT_RUN = 125;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(NAME, "Run a command in a container of its own");
    RunOptions.addTo(spec);
    spec.addOption(Options.flag("Remove it when it has ended", "--rm"));
    spec.addOption(Options.flag("Say nothing of images that are fetched", "-q", "--quiet"));
    spec.addOption(Options.flag("Show what would be done, one system call a line", "--explain"));
    spec.addPositional(
        Options.operands(
            "COMMAND", "0..*", "What to run, with its arguments (default: the image's)"));
    // What follows the command is its own, options included.
    spec.parser().stopAtPositional(true);
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    boolean image = parsed.hasMatchedOption("--image");
    if (!image && !parsed.hasMatchedOption("--rootfs")) {
      throw new UsageException(
          "run needs --image IMAGE or --rootfs DIR, and then the command: services of a file cannot"
              + " be run by themselves yet; see 'jcompose run --help'");
    }
    if (image && parsed.hasMatchedOption("--rootfs")) {
      throw new UsageException("--rootfs stands in place of --image: give one of them");
    }
    boolean terminal = Options.given(parsed, "-t") && Options.given(parsed, "-i");
    if (terminal && !Options.given(parsed, "--explain") && !Screen.isTerminal(0)) {
      throw new UsageException("-t with -i: standard input is no terminal; leave -t out");
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    if (!Options.given(parsed, "--explain")) {
      ReadOnlyJava.ensure();
    }
    Project project = project(parsed, context);
    Service service = project.services().values().iterator().next();
    try {
      new ImagePulls(context, Options.given(parsed, "-q"))
          .pull(project, List.of(service.name()), false);
      if (Options.given(parsed, "--explain")) {
        return explain(project, service, context);
      }
      return run(project, service, Options.given(parsed, "--rm"), context);
    } catch (OutputClosedException | ProgramNotRunException e) {
      throw e;
    } catch (ComposerException | EngineException e) {
      ComposerException failed =
          new ComposerException(RunMessages.plain(String.valueOf(e.getMessage())), NOT_RUN);
      failed.initCause(e);
      throw failed;
    }
  }

  private static Project project(ParseResult parsed, Context context) {
    List<ServiceOption> options = new ArrayList<>(RunOptions.of(parsed));
    List<String> words = Options.operandsOf(parsed);
    if (!words.isEmpty()) {
      options.add(new ServiceOption("COMMAND", "command", Kind.WORDS, words));
    }
    VolumeStore volumes = new VolumeStore(context.directories());
    Loaded loaded =
        new OptionsProject(
                context.globals().projectName().orElse(NAME),
                NAME,
                context.workingDirectory(),
                context.environment(),
                RunOptions.names())
            .bind(options, volumes::exists);
    loaded.warnings().forEach(context.screen()::warning);
    return loaded.project();
  }

  private static int explain(Project project, Service service, Context context) {
    new StackExplanation(project, java.util.Map.of(), context.directories())
        .of(service.name())
        .lines()
        .forEach(context.screen()::print);
    return 0;
  }

  private static int run(Project project, Service service, boolean removed, Context context) {
    RunMessages messages = new RunMessages(context.screen());
    new OneOffs(context.directories(), project.name(), messages).removeLeft();
    try (OneOff container =
        OneOff.create(project, service, context.directories(), removed, messages)) {
      return new RunStreams(context.screen(), container, service).run();
    }
  }
}
