package jcompose.engine.oci;

import java.util.ArrayList;
import java.util.List;
import jcompose.engine.launch.OtherTime;

/** A bundle's new time namespace, made by the thread that makes its process. */
final class TimeNamespace {
  private TimeNamespace() {}

  static void prepare(BirthFacts facts) {
    if (!facts.makes("time")) {
      return;
    }
    List<String> lines = new ArrayList<>();
    facts
        .config()
        .linuxOrEmpty()
        .timeOffsets()
        .forEach(
            (clock, offset) ->
                lines.add(
                    OtherTime.line(clock, offset.secs().orElse(0), offset.nanosecs().orElse(0))));
    OtherTime.made(lines).make();
  }
}
