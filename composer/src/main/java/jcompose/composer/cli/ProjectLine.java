package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import jcompose.composer.life.LifeRecord;
import jcompose.composer.run.OneOffs;
import jcompose.composer.run.StoredStack;
import jcompose.engine.ContainerLook;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;

/**
 * What {@code ls} says of one project; its JSON has these names.
 *
 * @param status as {@code exited(1), running(2)}
 * @param configFiles absolute paths of the files that it was brought up from; none is known of
 *     containers that were run without a file
 * @param supervisor {@code running}, {@code none} where none is needed, or {@code lost} where
 *     containers go on without the one that they need
 */
record ProjectLine(String name, String status, List<String> configFiles, String supervisor) {
  private static final String RUNNING = "running";
  private static final String NONE = "none";
  private static final String LOST = "lost";

  /** Copies the list. */
  ProjectLine {
    configFiles = List.copyOf(configFiles);
  }

  /**
   * Of what the disk says.
   *
   * @param answers whether the project has a supervisor, asked only when it needs one
   */
  static ProjectLine of(
      String name,
      List<ContainerState> states,
      List<Path> files,
      EngineDirectories directories,
      BooleanSupplier answers) {
    boolean needed =
        states.stream()
            .anyMatch(state -> StoredStack.goesOn(directories, state) && !OneOffs.isHeld(state));
    return new ProjectLine(
        name,
        status(states.stream().map(state -> word(directories, state)).toList()),
        files.stream().map(Path::toString).toList(),
        !needed ? NONE : answers.getAsBoolean() ? RUNNING : LOST);
  }

  private static String word(EngineDirectories directories, ContainerState state) {
    Optional<LifeRecord> life = StoredStack.life(directories, state);
    boolean paused =
        state.status() == ContainerState.Status.RUNNING
            && ContainerLook.at(directories, state.spec().id())
                .filter(ContainerLook::paused)
                .isPresent();
    return PsLine.word(state, paused, life);
  }

  /** Of its containers' states, in Docker's form: {@code exited(1), running(2)}. */
  static String status(List<String> states) {
    Map<String, Long> counts =
        states.stream()
            .collect(Collectors.groupingBy(state -> state, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "no containers"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + "(" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
  }

  /** Whether any of it runs, or will by itself. */
  boolean goesOn() {
    return status.contains("running(")
        || status.contains("paused(")
        || status.contains("restarting(");
  }

  /** The status as a table has it. */
  String words() {
    return supervisor.equals(LOST) ? status + "; its supervisor has died" : status;
  }
}
