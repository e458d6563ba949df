package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jcompose.composer.life.LastAct;
import jcompose.composer.life.LifeFile;
import jcompose.composer.life.LifeRecord;
import jcompose.composer.life.RestartPolicy;
import jcompose.composer.model.Restart;
import jcompose.engine.ContainerState;
import jcompose.engine.EngineDirectories;
import jcompose.engine.ExitStatus;
import org.jspecify.annotations.Nullable;

/**
 * Starts containers again as their services' policies want it. What is decided is on disk before it
 * is done, so that another supervisor goes on where this one ends.
 */
final class Restarts {
  private static final int NOT_STARTED = 127;

  private final EngineDirectories directories;
  private final Timers timers;
  private final Executor workers;
  private final Consumer<StackContainer> starter;
  private final Consumer<StackContainer> lost;
  private final StackEvents events;
  private final Map<String, Life> lives = new ConcurrentHashMap<>();

  /**
   * @param starter starts a container again, on one of the workers
   * @param lost told of one that waited for its next start and has none, since that failed
   */
  Restarts(
      EngineDirectories directories,
      Timers timers,
      Executor workers,
      Consumer<StackContainer> starter,
      Consumer<StackContainer> lost,
      StackEvents events) {
    this.directories = directories;
    this.timers = timers;
    this.workers = workers;
    this.starter = starter;
    this.lost = lost;
    this.events = events;
  }

  /**
   * Takes over a container from a supervisor before this one; nothing is started before {@link
   * #go}. One that ended unseen has ended now.
   */
  void adopt(StackContainer container) {
    Optional<Restart> restart = container.labels().restart();
    Optional<LifeRecord> known =
        restart.flatMap(policy -> new LifeFile(directories, container.id()).read());
    if (restart.isEmpty() || known.isEmpty() || container.oneOff()) {
      return;
    }
    Life life = new Life(container, restart.get(), known.get());
    lives.put(container.id(), life);
    if (!container.running() && known.get().phase() == LifeRecord.Phase.RUNS) {
      container
          .container()
          .state()
          .exit()
          .ifPresentOrElse(life::ended, () -> life.note(known.get().ended())); // never begun
    }
  }

  /** Starts the clocks of containers that were taken over. */
  void go() {
    lives.values().forEach(Life::schedule);
  }

  /** Says, before the act, that the user starts a container. */
  void starts(StackContainer container) {
    container
        .labels()
        .restart()
        .ifPresent(
            restart ->
                lives
                    .computeIfAbsent(
                        container.id(), id -> new Life(container, restart, LifeRecord.STARTED))
                    .note(LifeRecord.STARTED));
  }

  /**
   * Says, before the act, that the user stops a container: its end is its last.
   *
   * @return whether it waited for its next start, which does not come any more
   */
  boolean stops(StackContainer container) {
    Life life = lives.get(container.id());
    return life != null && life.stops();
  }

  /** The user's start has failed. */
  void notStarted(StackContainer container) {
    Life life = lives.get(container.id());
    if (life != null) {
      life.note(LifeRecord.STARTED.ended());
    }
  }

  /** Decides on a container that has ended; whether it will be started again. */
  boolean ended(StackContainer container, ExitStatus status) {
    Life life = lives.get(container.id());
    if (life == null) {
      return false;
    }
    boolean again = life.ended(status);
    life.schedule();
    return again;
  }

  /** Whether a container waits for its next start. */
  boolean waits(String id) {
    Life life = lives.get(id);
    return life != null && life.waits();
  }

  /** Whether a container that may be started again runs, or will. */
  boolean goesOn(String id) {
    Life life = lives.get(id);
    return life != null && life.goesOn();
  }

  /**
   * Whether any container runs or waits for its next start; one that has ended runs until it is
   * decided what follows.
   */
  boolean anyGoesOn() {
    return lives.values().stream().anyMatch(Life::goesOn);
  }

  /** Forgets a container that is deleted. */
  void forget(String id) {
    lives.remove(id);
  }

  /** One container's. */
  private final class Life {
    private final StackContainer container;
    private final Restart restart;
    private volatile LifeRecord record; // read without the lock: a start may take its time
    private @Nullable ScheduledFuture<?> timer;

    Life(StackContainer container, Restart restart, LifeRecord record) {
      this.container = container;
      this.restart = restart;
      this.record = record;
    }

    boolean waits() {
      return record.waits();
    }

    boolean goesOn() {
      return record.goesOn();
    }

    synchronized void note(LifeRecord next) {
      if (timer != null) {
        timer.cancel(false);
        timer = null;
      }
      write(next);
    }

    synchronized boolean stops() {
      boolean waited = record.waits();
      if (record.goesOn()) {
        note(LifeRecord.STOPPED);
      }
      return waited;
    }

    private void write(LifeRecord next) {
      new LifeFile(directories, container.id()).write(next);
      record = next;
    }

    synchronized boolean ended(ExitStatus status) {
      if (record.phase() != LifeRecord.Phase.RUNS) {
        return record.waits(); // decided already, or by the user
      }
      Instant end = status.finishedAt();
      Duration ran =
          container
              .container()
              .state()
              .startedAt()
              .map(start -> Duration.between(start, end))
              .orElse(Duration.ZERO);
      return decide(status.code(), ran, end);
    }

    private boolean decide(int code, Duration ran, Instant end) {
      LifeRecord next = RestartPolicy.ended(restart, record, code, ran, end);
      try {
        if (!next.equals(record)) {
          write(next);
        }
      } catch (RuntimeException failure) { // a full disk; what is decided is known here
        record = next;
        events.warning("container " + container.name() + ": " + failure.getMessage());
      }
      return next.waits();
    }

    synchronized void schedule() {
      if (record.waits() && timer == null) {
        Duration wait = Duration.between(Instant.now(), record.due().orElseGet(Instant::now));
        timer =
            timers.schedule(
                () -> workers.execute(this::startAgain),
                Math.max(0, wait.toMillis()),
                TimeUnit.MILLISECONDS);
      }
    }

    private void startAgain() {
      if (!goesOnAfterItsTurn()) {
        lost.accept(container); // without the lock: those who hear of it may ask
      }
    }

    private synchronized boolean goesOnAfterItsTurn() {
      timer = null;
      if (!record.waits()) {
        return true; // whoever changed it told of it
      }
      try {
        write(record.startedAgain());
        if (container.container().state().status() != ContainerState.Status.RUNNING) {
          starter.accept(container);
        }
        return true;
      } catch (RuntimeException failure) {
        return triesAgain(failure);
      }
    }

    private boolean triesAgain(RuntimeException failure) {
      container.note(
          directories,
          events,
          LastAct.refused(Instant.now(), String.valueOf(failure.getMessage())));
      boolean again = decide(NOT_STARTED, Duration.ZERO, Instant.now());
      events.warning(
          "container "
              + container.name()
              + " could not be started again: "
              + failure.getMessage()
              + (again ? "; it is tried again after " + record.pause().toMillis() + " ms" : ""));
      schedule();
      return again;
    }
  }
}
