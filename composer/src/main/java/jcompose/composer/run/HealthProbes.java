package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jcompose.composer.life.Health;
import jcompose.composer.life.HealthFile;
import jcompose.composer.life.Probing;
import jcompose.composer.model.Probe;
import jcompose.engine.EngineDirectories;
import jcompose.engine.EngineException;
import jcompose.engine.log.LogSource;
import org.jspecify.annotations.Nullable;

/** Probes containers while they run, each when its time has come, and keeps what was found. */
final class HealthProbes {
  private final EngineDirectories directories;
  private final Timers timers;
  private final ExecutorService workers;
  private final StackEvents events;
  private final EventLog told;
  private final Runnable changed;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();

  /**
   * @param changed called after each probe, without a lock
   */
  HealthProbes(
      EngineDirectories directories,
      Timers timers,
      ExecutorService workers,
      StackEvents events,
      EventLog told,
      Runnable changed) {
    this.told = told;
    this.changed = changed;
    this.directories = directories;
    this.timers = timers;
    this.workers = workers;
    this.events = events;
  }

  /** Begins with a container that runs: one that was taken over is as healthy as it was. */
  void started(StackContainer container) {
    Optional<Probing> probing = container.labels().probing();
    if (probing.isEmpty() || container.oneOff()) {
      return;
    }
    Instant since = container.container().state().startedAt().orElseGet(Instant::now);
    Health health =
        new HealthFile(directories, container.id())
            .read()
            .filter(known -> known.since().equals(since))
            .orElseGet(() -> Health.starting(since));
    Watched begun = new Watched(container, probing.get(), health);
    watched.put(container.id(), begun);
    begun.note(health);
    begun.begin();
  }

  /** What is known of the present run of a container; empty when it is not probed. */
  Optional<Health> health(String id) {
    return Optional.ofNullable(watched.get(id)).map(Watched::current);
  }

  /** Ends with a container that has ended. */
  void ended(String id) {
    Watched over = watched.remove(id);
    if (over != null) {
      over.end();
    }
  }

  /** One container's. */
  private final class Watched {
    private final StackContainer container;
    private final Probing probing;
    private Health health;
    private boolean over;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable LogWatch log;
    private String lacking = "";

    Watched(StackContainer container, Probing probing, Health health) {
      this.container = container;
      this.probing = probing;
      this.health = health;
    }

    synchronized void begin() {
      if (probing.probe().orElse(null) instanceof Probe.Log wanted) {
        if (health.status() == Health.Status.HEALTHY) {
          return; // a line was found, which is enough
        }
        lacking = "no line matches '" + wanted.regex() + "' yet";
        await(wanted);
      }
      after(Duration.ZERO);
    }

    private void await(Probe.Log wanted) {
      LogSource source =
          new LogSource(container.id(), directories.container(container.id()).resolve("log"));
      try {
        log =
            new LogWatch(
                source,
                health.since(),
                wanted.regex(),
                workers,
                line -> tell(new Health.Result(Instant.now(), Instant.now(), 0, line)));
      } catch (EngineException failure) { // driver: none
        lacking = String.valueOf(failure.getMessage());
      }
    }

    synchronized void after(Duration pause) {
      if (!over) {
        timer =
            timers.schedule(
                () -> workers.execute(this::probe), pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    synchronized void end() {
      over = true;
      if (timer != null) {
        timer.cancel(false);
      }
      if (log != null) {
        log.close();
      }
    }

    private void probe() {
      boolean ofLog = probing.probe().orElse(null) instanceof Probe.Log;
      if (ofLog && current().status() == Health.Status.HEALTHY) {
        return;
      }
      if (!container.container().paused()) {
        tell(ofLog ? absent() : result());
      }
      after(current().next(probing, Instant.now()));
    }

    private Health.Result absent() {
      return new Health.Result(Instant.now(), Instant.now(), 1, lacking);
    }

    private Health.Result result() {
      return probing
          .probe()
          .map(probe -> new Look(container.container(), probing.timeout()).at(probe))
          .orElseGet(() -> new CommandProbe(container.container(), probing, workers).run());
    }

    private synchronized Health current() {
      return health;
    }

    private void tell(Health.Result result) {
      take(result);
      changed.run();
    }

    private synchronized void take(Health.Result result) {
      if (over) {
        return; // it was killed with its container, which says nothing of its health
      }
      Health next = health.after(result, probing);
      boolean news = next.status() != health.status();
      note(next);
      if (news) {
        told.tell(container, "health_status: " + next.status().name().toLowerCase(Locale.ROOT));
        events.progress(
            "Container " + container.name(),
            next.status() == Health.Status.HEALTHY ? "Healthy" : "Unhealthy");
      }
    }

    private synchronized void note(Health next) {
      health = next;
      try {
        new HealthFile(directories, container.id()).write(next);
      } catch (RuntimeException failure) { // a full disk is no reason to probe no more
        events.warning(container.name() + ": " + failure.getMessage());
      }
    }
  }
}
