package jcompose.composer.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import jcompose.composer.model.ProcessSettings;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.Rlimit;

/** What a service says of its processes, in the engine's records. */
final class ProcessSpecs {
  private ProcessSpecs() {}

  static ProcessAttributes attributes(ProcessSettings settings) {
    List<Rlimit> rlimits =
        settings.ulimits().stream()
            .map(
                limit ->
                    new Rlimit(
                        "RLIMIT_" + limit.name().toUpperCase(Locale.ROOT),
                        limit.soft(),
                        limit.hard()))
            .toList();
    return new ProcessAttributes(
        rlimits,
        settings.oomScoreAdj(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
