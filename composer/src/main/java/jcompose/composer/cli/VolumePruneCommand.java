package jcompose.composer.cli;

import jcompose.composer.run.StoredVolumes;
import jcompose.engine.VolumeInfo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose volume prune}. */
final class VolumePruneCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("prune", "Remove the volumes without a name that no container has");
    spec.addOption(Options.flag("Those with names, too", "-a", "--all"));
    spec.addOption(Options.flag("Do not ask", "-f", "--force"));
    return Options.example(spec, "jcompose volume prune -f");
  }

  @Override
  public void check(ParseResult parsed) {
    Confirmation.requirePossible(parsed, "volume prune");
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    boolean all = Options.given(parsed, "-a");
    String what = "remove all volumes " + (all ? "" : "without a name ") + "that no container has?";
    if (!Options.given(parsed, "-f") && !Confirmation.given(context, what)) {
      return 1;
    }
    StoredVolumes volumes = new StoredVolumes(context.directories());
    for (VolumeInfo volume : volumes.list()) {
      boolean wanted = all || StoredVolumes.isAnonymous(volume);
      if (wanted && volumes.user(volume.name()).isEmpty()) {
        volumes.remove(volume.name());
        context.screen().print(volume.name());
      }
    }
    return 0;
  }
}
