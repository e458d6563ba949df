package jcompose.composer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jcompose.composer.model.Project;
import jcompose.composer.plan.After;
import jcompose.composer.plan.Cause;
import jcompose.composer.plan.Observed;
import jcompose.composer.plan.Plan;
import jcompose.composer.plan.ReplicaPlan;
import jcompose.composer.plan.ServicePlan;
import jcompose.composer.plan.UpOptions.Choice;
import jcompose.composer.run.StackExplanation;
import jcompose.engine.state.RecordJson;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Shows what {@code up} would do, for {@code plan} and {@code up --dry-run}. */
final class PlanShow {
  /** What the command ends with when something would be done. */
  private static final int CHANGES = 3;

  private static final String FORMAT = "--format";
  private static final String TEXT = "text";
  private static final String JSON = "json";

  private PlanShow() {}

  static OptionSpec option() {
    return Options.value("FORMAT", "How a plan is shown: text or json (default: text)", FORMAT);
  }

  static void check(ParseResult parsed) {
    String format = parsed.matchedOptionValue(FORMAT, TEXT);
    if (!List.of(TEXT, JSON).contains(format)) {
      throw new UsageException(FORMAT + " '" + format + "': must be text or json");
    }
  }

  /** As JSON: the same words as the text. */
  private record Shown(
      String project, boolean changes, List<ShownService> services, List<ShownOrphan> orphans) {}

  private record ShownService(
      String service,
      String container,
      String action,
      List<ShownCause> causes,
      List<ShownAfter> after) {}

  private record ShownCause(String kind, String text, Optional<String> position) {}

  private record ShownAfter(String service, String condition) {}

  private record ShownOrphan(String container, String service, String action) {}

  static int run(Making making, ParseResult parsed, Context context) {
    Project project = making.project();
    Plan plan =
        new StackExplanation(project, making.loaded().variables(), context.directories())
            .plan(making.options());
    boolean removes = making.options().has(Choice.REMOVE_ORPHANS);
    boolean changes = plan.changes() || (removes && !plan.orphans().isEmpty());
    if (parsed.matchedOptionValue(FORMAT, TEXT).equals(JSON)) {
      String json = RecordJson.toPrettyText(shown(project, plan, changes, removes));
      context.screen().print(json.stripTrailing());
    } else {
      plan.print().lines().forEach(context.screen()::print);
      if (!changes) {
        context.screen().note("nothing to do");
      }
    }
    return changes ? CHANGES : 0;
  }

  private static Shown shown(Project project, Plan plan, boolean changes, boolean removes) {
    List<ShownService> services = new ArrayList<>();
    for (ServicePlan service : plan.services()) {
      for (ReplicaPlan one : service.replicas()) {
        services.add(
            new ShownService(
                service.service(),
                one.container(),
                one.word(),
                one.causes().stream().map(PlanShow::cause).toList(),
                service.after().stream().map(PlanShow::after).toList()));
      }
    }
    List<ShownOrphan> orphans = new ArrayList<>();
    for (Observed orphan : plan.orphans()) {
      orphans.add(new ShownOrphan(orphan.name(), orphan.service(), removes ? "remove" : "keep"));
    }
    return new Shown(project.name(), changes, services, orphans);
  }

  private static ShownCause cause(Cause cause) {
    return new ShownCause(word(cause.kind()), cause.text(), cause.position().map(Object::toString));
  }

  private static ShownAfter after(After after) {
    return new ShownAfter(after.service(), word(after.how().condition()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
