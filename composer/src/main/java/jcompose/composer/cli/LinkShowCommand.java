package jcompose.composer.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.console.Table;
import jcompose.composer.model.Impairment;
import jcompose.composer.model.Project;
import jcompose.composer.wiring.LinkStates;
import jcompose.composer.wiring.LinkStatus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose link show}. */
final class LinkShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "show", "Show what the file says of links, what was set, and what the kernel does");
    spec.addOption(OutputFormat.option());
    spec.addPositional(Options.operands("SERVICE", "0..*", "Only these services"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    List<String> services = Options.operandsOf(parsed);
    Operands none = Operands.of(List.of());
    String name = context.projectName(none);
    context.requireServices(name, none, services);
    Optional<Project> project = context.claimed(name);
    List<LinkStatus> links =
        project.map(there -> LinkStates.of(context.directories(), there)).orElse(List.of()).stream()
            .filter(link -> services.isEmpty() || services.contains(link.service()))
            .toList();
    OutputFormat.print(parsed, context.screen(), links, () -> table(links));
    return 0;
  }

  private static Table table(List<LinkStatus> links) {
    Table table =
        new Table(
            "SERVICE", "LINK", "INTERFACE", "PEER", "STATE", "DIRECTION", "FILE", "SET", "KERNEL");
    for (LinkStatus link : links) {
      add(table, link, "out", link.out());
      add(table, link, "in", link.in());
    }
    return table;
  }

  private static void add(Table table, LinkStatus link, String direction, LinkStatus.Way way) {
    table.add(
        link.service(),
        link.name(),
        link.interface_(),
        link.peer().orElse("-"),
        link.state(),
        direction,
        words(way.file()),
        words(way.set()),
        words(way.kernel()));
  }

  private static String words(Optional<Map<String, String>> values) {
    return values.map(Impairment::words).orElse("-");
  }
}
