package jcompose.composer.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.console.Screen;
import jcompose.engine.ContainerState;
import jcompose.engine.FileKind;
import jcompose.engine.FileTree;
import jcompose.engine.TreeTransfer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose cp}. */
final class CpCommand implements Command {
  private static final String ARCHIVE = "--archive";
  private static final String FOLLOW = "--follow-link";
  private static final String ALL = "--all";
  private static final int PART = 1 << 17;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("cp", "Copy files between a service's container and the host");
    spec.addOption(Options.flag("Keep the files' owners", "-a", ARCHIVE));
    spec.addOption(Options.flag("Copy what a link leads to, not the link", "-L", FOLLOW));
    spec.addOption(ContainerIndex.option());
    spec.addOption(Options.flag("To or from what 'run' started, too", ALL));
    spec.addPositional(
        Options.operands(
            "SOURCE DESTINATION", "0..*", "One is SERVICE:PATH, the other a path, or - for tar"));
    return Options.example(spec, "jcompose cp web:/etc/nginx/. ./nginx");
  }

  @Override
  public void check(ParseResult parsed) {
    List<String> operands = Options.operandsOf(parsed);
    if (operands.size() != 2) {
      throw new UsageException("cp needs what to copy and where to; see 'jcompose cp --help'");
    }
    ContainerIndex.of(parsed);
    CopyPath from = CopyPath.of(operands.get(0));
    CopyPath to = CopyPath.of(operands.get(1));
    if (from.service().isPresent() == to.service().isPresent()) {
      throw new UsageException(
          from.service().isPresent()
              ? "cp does not copy from one service to another; go by way of the host"
              : "cp needs a service: one of the two is SERVICE:PATH");
    }
    if (from.path().isEmpty() || to.path().isEmpty()) {
      throw new UsageException("a path is missing; / is the whole container");
    }
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    CopyPath from = CopyPath.of(Options.operandsOf(parsed).get(0));
    CopyPath to = CopyPath.of(Options.operandsOf(parsed).get(1));
    if (from.service().isPresent()) {
      ContainerState container = containers(parsed, context, from.service().get()).get(0);
      try (FileTree source = open(context, container, from)) {
        copyOut(parsed, context, source, from, to);
      }
      return 0;
    }
    List<ContainerState> containers = containers(parsed, context, to.service().orElseThrow());
    if (from.isStream() && containers.size() > 1) {
      throw new ComposerException(
          "an archive on standard input is for one container, not for " + containers.size());
    }
    for (ContainerState container : containers) {
      try (FileTree target = open(context, container, to)) {
        copyIn(parsed, context, from, target, to);
      }
    }
    return 0;
  }

  /** The service's own first. */
  private static List<ContainerState> containers(
      ParseResult parsed, Context context, String service) {
    return Options.given(parsed, ALL)
        ? ChosenContainers.all(context, service)
        : List.of(ChosenContainers.one(context, service, ContainerIndex.of(parsed)));
  }

  private static FileTree open(Context context, ContainerState container, CopyPath path) {
    return FileTree.ofContainer(
        context.directories(), container.spec().id(), path.service().orElseThrow() + ":");
  }

  private static void copyOut(
      ParseResult parsed, Context context, FileTree source, CopyPath from, CopyPath to) {
    if (!to.isStream()) {
      try (FileTree host = FileTree.ofHost()) {
        copy(parsed, context, source, from, host, to);
      }
      return;
    }
    if (Screen.isTerminal(1)) {
      throw new ComposerException("an archive is not for a terminal; redirect standard output");
    }
    String path = from.absolute(context.workingDirectory());
    require(source, path, from, Options.given(parsed, FOLLOW));
    try (OutputStream out = new BufferedOutputStream(context.screen().stream(), PART)) {
      source.read(path, Options.given(parsed, FOLLOW), CopyRules.name(path), out);
    } catch (IOException failure) {
      throw new ComposerException("standard output: " + failure.getMessage(), failure);
    }
  }

  private static void copyIn(
      ParseResult parsed, Context context, CopyPath from, FileTree target, CopyPath to) {
    if (!from.isStream()) {
      try (FileTree host = FileTree.ofHost()) {
        copy(parsed, context, host, from, target, to);
      }
      return;
    }
    if (Screen.isTerminal(0)) {
      throw new ComposerException("an archive is read from standard input, which is a terminal");
    }
    String path = to.absolute(context.workingDirectory());
    if (require(target, path, to, true) != FileKind.FOLDER) {
      throw new ComposerException(shown(to) + " is no folder: an archive needs one to go into");
    }
    try {
      target.write(path, System.in, Options.given(parsed, ARCHIVE));
    } catch (IOException failure) {
      throw new ComposerException("standard input: " + failure.getMessage(), failure);
    }
  }

  private static void copy(
      ParseResult parsed,
      Context context,
      FileTree source,
      CopyPath from,
      FileTree target,
      CopyPath to) {
    boolean follow = Options.given(parsed, FOLLOW);
    String path = from.absolute(context.workingDirectory());
    FileKind kind = require(source, path, from, follow);
    String place = to.absolute(context.workingDirectory());
    Optional<FileKind> there = target.find(place, true);
    String destination = CopyRules.meansFolder(place) ? place : target.followed(place);
    boolean above =
        target.find(CopyRules.above(destination), true).equals(Optional.of(FileKind.FOLDER));
    CopyRules rules =
        CopyRules.of(path, kind, new CopyRules.Destination(destination, there, above));
    new TreeTransfer(path, follow, rules.as(), rules.folder(), Options.given(parsed, ARCHIVE))
        .run(source, target);
    context.screen().progress(shown(from) + " to " + shown(to), "Copied");
  }

  private static FileKind require(FileTree tree, String path, CopyPath from, boolean follow) {
    return tree.find(path, follow)
        .orElseThrow(() -> new ComposerException(shown(from) + " is not there"));
  }

  private static String shown(CopyPath path) {
    return path.service().map(service -> service + ":" + path.path()).orElse(path.path());
  }
}
