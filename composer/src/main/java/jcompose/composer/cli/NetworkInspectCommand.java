package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.run.NetworkInfo;
import jcompose.composer.run.StoredNetworks;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose network inspect}. */
final class NetworkInspectCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "inspect", "Show all that is known of networks and who is in them, as JSON");
    spec.addPositional(Options.operands("NAME", "1..*", "Their names"));
    return Options.example(spec, "jcompose network inspect shop_default");
  }

  @Override
  public void check(ParseResult parsed) {}

  @Override
  public int run(ParseResult parsed, Context context) {
    StoredNetworks networks = new StoredNetworks(context.directories());
    List<NetworkInfo> found = new ArrayList<>();
    for (String name : Options.operandsOf(parsed)) {
      found.add(networks.find(name));
    }
    context.screen().print(RecordJson.toPrettyText(found).stripTrailing());
    return 0;
  }
}
