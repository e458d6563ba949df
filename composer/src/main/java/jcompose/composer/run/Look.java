package jcompose.composer.run;

import java.time.Duration;
import java.time.Instant;
import jcompose.composer.life.Health;
import jcompose.composer.model.Probe;
import jcompose.engine.Container;
import jcompose.engine.ContainerView;
import jcompose.engine.EngineException;

/** One probe that runs nothing in the container. */
final class Look {
  private final Container container;
  private final Duration timeout;
  private final Instant begun = Instant.now();

  Look(Container container, Duration timeout) {
    this.container = container;
    this.timeout = timeout;
  }

  /** What comes of it. A log is awaited, not looked at. */
  Health.Result at(Probe probe) {
    return container
        .view()
        .map(view -> at(view, probe))
        .orElseGet(() -> result(1, "the container does not run"));
  }

  private Health.Result at(ContainerView view, Probe probe) {
    if (probe instanceof Probe.Tcp tcp) {
      return new NetworkProbe(view, timeout).run(tcp);
    }
    if (probe instanceof Probe.Http http) {
      return new NetworkProbe(view, timeout).run(http);
    }
    if (probe instanceof Probe.File file) {
      return file(view, file.path());
    }
    throw new IllegalArgumentException("not to be looked at: " + probe);
  }

  private Health.Result file(ContainerView view, String path) {
    try {
      return view.has(path) ? result(0, "") : result(1, "there is no " + path);
    } catch (EngineException failure) {
      return result(1, String.valueOf(failure.getMessage()));
    }
  }

  private Health.Result result(int code, String output) {
    return new Health.Result(begun, Instant.now(), code, output);
  }
}
