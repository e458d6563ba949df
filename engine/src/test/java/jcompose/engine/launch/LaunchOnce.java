package jcompose.engine.launch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.EngineException;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.spec.NamespaceType;

/** A process that makes another with one namespace of its own, for {@link NamespaceLimitsIT}. */
final class LaunchOnce {
  private LaunchOnce() {}

  /** Prints the message of the failure, or nothing. */
  public static void main(String[] args) {
    NamespaceType type = NamespaceType.valueOf(args[0]);
    ProgramBuilder program = new ProgramBuilder();
    if (type == NamespaceType.CGROUP) {
      program.add(ProcessCalls.unshare(List.of(type)));
    }
    program.add(ProcessCalls.exit());
    boolean cloned = type != NamespaceType.CGROUP && type != NamespaceType.TIME;
    Launch launch =
        new Launch(
                "box",
                program.build(),
                cloned ? Set.of(type) : Set.of(),
                OptionalInt.empty(),
                Map.of())
            .in(
                type == NamespaceType.TIME
                    ? Optional.of(OtherTime.made(List.of()))
                    : Optional.empty());
    try {
      Launcher.launch(launch);
    } catch (EngineException refused) {
      System.out.println(refused.getMessage());
    }
  }
}
