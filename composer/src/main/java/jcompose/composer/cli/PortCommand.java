package jcompose.composer.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.ComposerException;
import jcompose.composer.model.PublishedPort;
import jcompose.composer.model.Replica;
import jcompose.composer.network.BoundPort;
import jcompose.composer.run.Labels;
import jcompose.composer.run.StoredStack;
import jcompose.composer.wiring.WiringFile;
import jcompose.engine.ContainerState;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose port}. */
final class PortCommand implements Command {
  private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:/(tcp|udp))?");
  private static final String PROTOCOL = "--protocol";

  /** What is asked for. */
  private record Asked(String service, int port, String protocol) {}

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("port", "Show where the host answers for a port of a service");
    spec.addOption(Options.value("tcp|udp", "Of this protocol (default: tcp)", PROTOCOL));
    spec.addOption(ContainerIndex.option());
    spec.addPositional(
        Options.operands("SERVICE PORT", "0..*", "The service, and its port: 80 or 53/udp"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    ContainerIndex.of(parsed);
    asked(parsed);
  }

  private static Asked asked(ParseResult parsed) {
    List<String> words = Options.operandsOf(parsed);
    if (words.size() != 2) {
      throw new UsageException("port needs a service and one of its ports, as in 'port web 80'");
    }
    Matcher matcher = PORT.matcher(words.get(1));
    int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (number < 1 || number > PublishedPort.LARGEST) {
      throw new UsageException("'" + words.get(1) + "' is no port: write 80 or 53/udp");
    }
    String option = parsed.matchedOptionValue(PROTOCOL, "");
    if (!option.isEmpty() && !option.equals("tcp") && !option.equals("udp")) {
      throw new UsageException(PROTOCOL + " is tcp or udp, not '" + option + "'");
    }
    String word = Optional.ofNullable(matcher.group(2)).orElse("");
    if (!word.isEmpty() && !option.isEmpty() && !word.equals(option)) {
      throw new UsageException(words.get(1) + " contradicts " + PROTOCOL + " " + option);
    }
    String either = word.isEmpty() ? option : word;
    return new Asked(words.get(0), number, either.isEmpty() ? "tcp" : either);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    Asked asked = asked(parsed);
    Operands none = Operands.of(List.of());
    String project = context.projectName(none);
    context.requireServices(project, none, List.of(asked.service()));
    ContainerIndex.requireThere(parsed, context, asked.service());
    Replica replica = new Replica(asked.service(), ContainerIndex.of(parsed));
    boolean runs =
        StoredStack.states(context.directories(), project).stream()
            .filter(state -> state.status() == ContainerState.Status.RUNNING)
            .anyMatch(state -> Labels.from(state.spec().annotations()).replica().equals(replica));
    if (!runs) {
      throw new ComposerException(
          "service '" + asked.service() + "' is not running; start it with 'jcompose up -d'");
    }
    List<BoundPort> ports = new WiringFile(context.directories(), project).portsOf(replica);
    List<String> found = BoundPort.of(ports, asked.port(), asked.protocol());
    if (found.isEmpty()) {
      throw new ComposerException(
          "service '"
              + asked.service()
              + "' publishes no port "
              + asked.port()
              + "/"
              + asked.protocol()
              + (ports.isEmpty() ? "" : ", only " + BoundPort.text(ports)));
    }
    found.forEach(context.screen()::print);
    return 0;
  }
}
