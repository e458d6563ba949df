package jcompose.composer.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import jcompose.composer.load.LinkOptions;
import jcompose.composer.wiring.LinkOrder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose link set}. */
final class LinkSetCommand implements Command {
  private static final String DIRECTION = "--direction";
  private static final String ONE_OF =
      "--delay, --jitter, --loss, --rate, --corrupt, --duplicate or --reorder";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("set", "Delay, lose or slow the packets of a link; what is not said stays");
    spec.addOption(Options.value("TIME", "How much later each comes: 100ms", "--delay"));
    spec.addOption(Options.value("TIME", "By how much the delay varies: 5ms", "--jitter"));
    spec.addOption(Options.value("SHARE", "How many are lost: 1%", "--loss"));
    spec.addOption(Options.value("RATE", "Bits in a second: 10mbit; 0 for no limit", "--rate"));
    spec.addOption(Options.value("SHARE", "How many get a wrong bit: 0.1%", "--corrupt"));
    spec.addOption(Options.value("SHARE", "How many come twice: 1%", "--duplicate"));
    spec.addOption(Options.value("SHARE", "How many overtake those delayed: 5%", "--reorder"));
    spec.addOption(
        Options.value(
            "out|in|both",
            "Packets that the service sends, receives, or both (default: as 'link' in the file:"
                + " out in a network, both on a wire)",
            DIRECTION));
    LinkTarget.addTo(spec);
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    LinkTarget.of(parsed);
    ways(parsed);
    if (given(parsed).isEmpty()) {
      throw new UsageException("link set needs at least one of " + ONE_OF);
    }
    LinkOptions.bind(given(parsed));
  }

  private static Map<String, String> given(ParseResult parsed) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String key : LinkOptions.KEYS) {
      if (parsed.hasMatchedOption("--" + key)) {
        given.put(key, parsed.matchedOptionValue("--" + key, ""));
      }
    }
    return given;
  }

  private static LinkOrder.Ways ways(ParseResult parsed) {
    String word = parsed.matchedOptionValue(DIRECTION, "usual");
    if (parsed.hasMatchedOption(DIRECTION) && !word.matches("out|in|both")) {
      throw new UsageException(DIRECTION + " '" + word + "': must be out, in or both");
    }
    return LinkOrder.Ways.valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    return LinkTarget.of(parsed)
        .order(context, LinkOrder.Act.SET, ways(parsed), LinkOptions.bind(given(parsed)));
  }
}
