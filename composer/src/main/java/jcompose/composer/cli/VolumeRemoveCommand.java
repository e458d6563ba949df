package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.ComposerException;
import jcompose.composer.run.StoredVolumes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose volume rm}. */
final class VolumeRemoveCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("rm", "Remove volumes with what is in them, unless a container has them");
    spec.addOption(Options.flag("One that is not there is no error", "-f", "--force"));
    spec.addPositional(Options.operands("NAME", "1..*", "Their names"));
    return Options.example(spec, "jcompose volume rm shop_data");
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    StoredVolumes volumes = new StoredVolumes(context.directories());
    List<String> names = Options.operandsOf(parsed);
    boolean force = Options.given(parsed, "-f");
    for (String name : names) { // all of them are looked at before any is gone
      if (!force || volumes.exists(name)) {
        String found = volumes.find(name).name();
        volumes
            .user(found)
            .ifPresent(
                container -> {
                  throw new ComposerException(
                      "volume '"
                          + name
                          + "' is used by container "
                          + container
                          + "; remove that first, with 'jcompose down' or 'jcompose rm'");
                });
      }
    }
    for (String name : names) {
      volumes.remove(name);
      context.screen().print(name);
    }
    return 0;
  }
}
