package jcompose.composer.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.console.Ages;
import jcompose.composer.life.Health;
import jcompose.composer.life.LifeRecord;
import jcompose.composer.network.BoundPort;
import jcompose.composer.run.Labels;
import jcompose.engine.ContainerState;

/**
 * What {@code ps} says of one container; its JSON has these names.
 *
 * @param command what its first process was started with, words parted by spaces
 * @param createdAt as {@code 2026-11-28T08:00:00Z}
 * @param state {@code created}, {@code running}, {@code paused}, {@code restarting} or {@code
 *     exited}
 * @param exitCode of the last run; not there while there was none
 * @param oomKilled whether the kernel ended a process of it for want of memory
 * @param restarts how often its policy started it again
 * @param health {@link Health#word()}; empty without a check
 * @param status state and health in words
 * @param ports the host's ports that lead to it, in words
 * @param publishers the same as data
 */
record PsLine(
    String id,
    String name,
    String service,
    String project,
    String image,
    String command,
    String createdAt,
    String state,
    Optional<Integer> exitCode,
    boolean oomKilled,
    int restarts,
    String health,
    String status,
    String ports,
    List<Publisher> publishers) {
  /** States by which {@code --status} chooses. */
  static final Set<String> STATES = Set.of("created", "running", "paused", "restarting", "exited");

  /** A port of the host that leads to one of the container's. */
  record Publisher(String address, int publishedPort, int targetPort, String protocol) {
    private static Publisher of(BoundPort port) {
      return new Publisher(port.shown().text(), port.port(), port.target(), port.protocol());
    }
  }

  /**
   * Of what is known.
   *
   * @param life what is remembered of its restarts
   * @param health what its checks say while it runs
   * @param ports the host's that lead to it
   */
  static PsLine of(
      ContainerState state,
      String project,
      boolean paused,
      Optional<LifeRecord> life,
      Optional<Health> health,
      List<BoundPort> ports,
      Instant now) {
    Labels labels = Labels.from(state.spec().annotations());
    int restarts = life.map(LifeRecord::restarts).orElse(0);
    String word = word(state, paused, life);
    return new PsLine(
        state.spec().id(),
        state.spec().name(),
        labels.service(),
        project,
        labels.image(),
        String.join(" ", state.spec().process().args()).replace('\n', ' '),
        labels.createdAt(),
        word,
        state.exit().map(exit -> exit.code()),
        state.exit().map(exit -> exit.oomKilled()).orElse(false),
        restarts,
        health.map(Health::word).orElse(""),
        status(state, word, restarts, health, now),
        BoundPort.text(ports),
        ports.stream().map(Publisher::of).toList());
  }

  /** One of {@link #STATES}. */
  static String word(ContainerState state, boolean paused, Optional<LifeRecord> life) {
    return switch (state.status()) {
      case CREATED -> "created";
      case RUNNING -> paused ? "paused" : "running";
      case EXITED -> life.filter(LifeRecord::goesOn).isPresent() ? "restarting" : "exited";
    };
  }

  private static String status(
      ContainerState state, String word, int restarts, Optional<Health> health, Instant now) {
    String more = restarts == 0 ? "" : ", restarted " + times(restarts);
    return switch (state.status()) {
      case CREATED -> "Created";
      case RUNNING ->
          "Up"
              + state.startedAt().map(at -> " " + Ages.words(Duration.between(at, now))).orElse("")
              + (word.equals("paused")
                  ? " (Paused)"
                  : health.map(known -> " (" + known.words() + ")").orElse(""))
              + more;
      case EXITED ->
          state
              .exit()
              .map(
                  exit ->
                      (word.equals("restarting") ? "Restarting (" : "Exited (")
                          + exit.code()
                          + ") "
                          + Ages.words(Duration.between(exit.finishedAt(), now))
                          + " ago"
                          + (exit.oomKilled() ? ", a process ran out of memory" : "")
                          + more)
              .orElse("Exited");
    };
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
