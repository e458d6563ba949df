package jcompose.composer.cli.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jcompose.composer.cli.Options;
import jcompose.engine.EngineException;
import jcompose.engine.oci.ExecOptions;
import jcompose.engine.oci.ExecRequest;
import jcompose.engine.oci.config.ConfigFile;
import jcompose.engine.oci.config.ProcessConfig;
import jcompose.engine.state.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code engine exec}. */
final class ExecCommand implements EngineCommand {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("exec", "Run a further program in a container");
    spec.addOption(Options.value("FILE", "All of the process as JSON", "-p", "--process"));
    spec.addOption(Options.flag("With a terminal", "-t", "--tty"));
    spec.addOption(Options.flag("Return when it is started", "-d", "--detach"));
    spec.addOption(Options.value("UID[:GID]", "User and group by number", "-u", "--user"));
    spec.addOption(Options.value("DIR", "Working directory", "--cwd"));
    spec.addOption(Options.values("NAME=VALUE", "Environment variable", "-e", "--env"));
    spec.addOption(Options.values("NAME", "Capability that it has besides", "-c", "--cap"));
    spec.addOption(Options.values("GID", "Supplementary group", "-g", "--additional-gids"));
    spec.addOption(Options.flag("execve can never raise privileges", "--no-new-privs"));
    spec.addOption(Options.value("NAME", "AppArmor profile", "--apparmor"));
    spec.addOption(Options.value("LABEL", "SELinux label", "--process-label"));
    spec.addOption(Options.value("PATH", "A group below the container's own", "--cgroup"));
    spec.addOption(Options.flag("Even in a paused container, where it waits", "--ignore-paused"));
    spec.addOption(Options.value("FILE", "Where its id is written", "--pid-file"));
    spec.addOption(
        Options.value("SOCKET", "Where the terminal is sent by SCM_RIGHTS", "--console-socket"));
    spec.addOption(
        Options.value("N", "How many descriptors from 3 on are inherited", "--preserve-fds"));
    spec.addPositional(
        Options.operands("ID COMMAND", "0..*", "Where, and what to run with its arguments"));
    spec.parser().stopAtPositional(true);
    return spec;
  }

  @Override
  public int run(ParseResult parsed, EngineContext context) {
    List<String> operands = Options.operandsOf(parsed);
    if (operands.isEmpty()) {
      throw new EngineException("exec needs a container's id");
    }
    String id = operands.get(0);
    Optional<Path> file = context.path(parsed, "-p");
    List<String> args = operands.subList(1, operands.size());
    if (file.isEmpty() == args.isEmpty()) {
      throw new EngineException("exec needs a program to run, or --process and no program");
    }
    ProcessConfig process =
        file.isPresent()
            ? ConfigFile.read(
                AtomicFile.read(file.get()), file.get().toString(), ProcessConfig.class)
            : options(parsed, args).over(context.runtime().process(id));
    return context
        .runtime()
        .exec(
            id,
            new ExecRequest(
                process,
                Options.given(parsed, "-d"),
                Options.given(parsed, "--ignore-paused"),
                EngineContext.text(parsed, "--cgroup"),
                context.path(parsed, "--pid-file"),
                context.path(parsed, "--console-socket"),
                EngineContext.count(parsed, "--preserve-fds")));
  }

  private static ExecOptions options(ParseResult parsed, List<String> args) {
    return new ExecOptions(
        args,
        Options.given(parsed, "-t"),
        EngineContext.text(parsed, "-u"),
        EngineContext.text(parsed, "--cwd"),
        Options.list(parsed, "-e"),
        Options.list(parsed, "-c"),
        Options.list(parsed, "-g"),
        Options.given(parsed, "--no-new-privs"),
        EngineContext.text(parsed, "--apparmor"),
        EngineContext.text(parsed, "--process-label"));
  }
}
