package jcompose.composer.cli;

import java.util.List;
import jcompose.composer.console.Table;
import jcompose.composer.run.NetworkInfo;
import jcompose.composer.run.StoredNetworks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose network ls}. */
final class NetworkListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command("ls", "List the networks of this machine's projects");
    spec.addOption(Options.flag("Only the names", "-q", "--quiet"));
    spec.addOption(OutputFormat.option());
    return Options.example(spec, "jcompose network ls --format json");
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<NetworkInfo> networks = new StoredNetworks(context.directories()).list();
    if (Options.given(parsed, "-q")) {
      networks.forEach(network -> context.screen().print(network.name()));
    } else {
      OutputFormat.print(parsed, context.screen(), networks, () -> table(networks));
    }
    return 0;
  }

  private static Table table(List<NetworkInfo> networks) {
    Table table = new Table("NAME", "DRIVER", "PROJECT", "SUBNETS", "CONTAINERS");
    for (NetworkInfo network : networks) {
      String subnets =
          String.join(", ", network.subnets().stream().map(NetworkInfo.Subnet::subnet).toList());
      table.add(
          network.name(),
          network.driver(),
          network.project().orElse("-"),
          subnets.isEmpty() ? "-" : subnets,
          Integer.toString(network.containers().size()));
    }
    return table;
  }
}
