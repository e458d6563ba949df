package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jcompose.composer.console.Table;
import jcompose.composer.image.ImageCatalog;
import jcompose.composer.image.ImageDetail.Step;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code jcompose image history}. */
final class ImageHistoryCommand implements Command {
  private static final int WIDTH = 60;

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command("history", "Show how an image was made, the last step first");
    spec.addOption(OutputFormat.option());
    spec.addOption(Options.flag("Whole instructions", "--no-trunc"));
    spec.addPositional(
        Options.operands("IMAGE", "1", "A reference, a path or the beginning of a digest"));
    return spec;
  }

  @Override
  public void check(ParseResult parsed) {
    OutputFormat.check(parsed);
  }

  @Override
  public int run(ParseResult parsed, Context context) {
    String image = Options.operandsOf(parsed).get(0);
    List<Step> steps =
        new ArrayList<>(new ImageCatalog(context.directories()).inspect(image).history());
    Collections.reverse(steps);
    if (OutputFormat.isJson(parsed)) {
      context.screen().print(RecordJson.toPrettyText(steps).stripTrailing());
      return 0;
    }
    boolean whole = Options.given(parsed, "--no-trunc");
    Table table = new Table("CREATED", "CREATED BY", "SIZE", "COMMENT");
    for (Step step : steps) {
      String by = step.createdBy().replaceAll("\\s+", " ").strip();
      table.add(
          ImageListCommand.age(step.created()),
          whole || by.length() <= WIDTH ? by : by.substring(0, WIDTH - 1) + "…",
          Sizes.words(step.size()),
          step.comment());
    }
    table.lines().forEach(context.screen()::print);
    return 0;
  }
}
