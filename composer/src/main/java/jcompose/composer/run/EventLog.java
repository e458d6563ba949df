package jcompose.composer.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jcompose.engine.ExitStatus;
import jcompose.engine.state.IoReason;

/** Writes down what happens to a project's containers, for {@code events}. */
final class EventLog {
  private static final long MOST_BYTES = 1 << 20;

  private final EventFiles files;
  private final StackEvents events;
  private final Set<String> running = new HashSet<>();
  private final Set<String> stopped = new HashSet<>();
  private boolean failed;

  /**
   * @param events told once when nothing can be written
   */
  EventLog(EventFiles files, StackEvents events) {
    this.files = files;
    this.events = events;
  }

  void tell(StackContainer container, String action) {
    tell(container, action, Map.of());
  }

  /** A signal is sent to its first process. */
  void kill(StackContainer container, int signal) {
    tell(container, "kill", Map.of("signal", Integer.toString(signal)));
  }

  /** Its next end is one that somebody asked for. */
  synchronized void stops(StackContainer container) {
    stopped.add(container.id());
  }

  /** Its end will be told. */
  synchronized void runs(StackContainer container) {
    running.add(container.id());
  }

  /** It is gone, after its end. */
  synchronized void deleted(StackContainer container) {
    container.container().state().exit().ifPresent(status -> died(container, status));
    tell(container, "destroy");
  }

  /** It has ended; whoever sees it first tells, so that what follows is told after it. */
  synchronized void died(StackContainer container, ExitStatus status) {
    if (!running.remove(container.id())) {
      return;
    }
    if (status.oomKilled()) {
      tell(container, "oom");
    }
    tell(container, "die", Map.of("exitCode", Integer.toString(status.code())));
    if (stopped.remove(container.id())) {
      tell(container, "stop");
    }
  }

  synchronized void tell(StackContainer container, String action, Map<String, String> more) {
    Map<String, String> attributes = new LinkedHashMap<>(container.labels().labels());
    attributes.put("image", container.labels().image());
    attributes.put("name", container.name());
    attributes.putAll(more);
    ContainerEvent event =
        new ContainerEvent(
            Instant.now(), "container", container.service(), container.id(), action, attributes);
    try {
      write(event);
    } catch (IOException e) { // a full disk is no reason to start nothing
      if (!failed) {
        failed = true;
        events.warning(files.newest() + ": events are lost: " + IoReason.of(e));
      }
    }
  }

  private void write(ContainerEvent event) throws IOException {
    files.makeDirectory();
    if (Files.exists(files.newest()) && Files.size(files.newest()) >= MOST_BYTES) {
      Files.move(
          files.newest(),
          files.older(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(event.json());
    line.write('\n');
    Files.write(
        files.newest(),
        line.toByteArray(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.WRITE);
  }
}
