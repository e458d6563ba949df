package jcompose.engine.oci;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import jcompose.engine.cgroup.CgroupSession;
import jcompose.engine.cgroup.OomWatcher;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Epoll;
import jcompose.engine.state.RecordJson;

/** Tells what happens to a container, in lines of JSON as runc writes them. */
final class ContainerEvents {
  private static final long MILLION = 1_000_000;

  private final StoredContainer stored;
  private final Predicate<String> listener;

  ContainerEvents(StoredContainer stored, Predicate<String> listener) {
    this.stored = stored;
    this.listener = listener;
  }

  /** A line. */
  private record Event(String type, String id, Optional<Map<String, Object>> data) {}

  void tellStatistics() {
    try (CgroupSession session = ContainerLife.groups(stored).existing()) {
      tellStatistics(session);
    }
  }

  /** Ends with the container's first process. */
  void tellUntilTheEnd(Duration interval) {
    Optional<Descriptor> first = Observation.open(stored.process().orElseThrow());
    if (first.isEmpty()) {
      return;
    }
    try (Descriptor process = first.get();
        CgroupSession session = ContainerLife.groups(stored).existing();
        OomWatcher watcher = new OomWatcher();
        Epoll epoll = new Epoll()) {
      watcher.watch(session, () -> tell("oom", Optional.empty()));
      epoll.add(process.number(), 0);
      long next = System.nanoTime() + interval.toNanos();
      while (epoll.await(millisecondsUntil(next)) == 0) {
        if (System.nanoTime() >= next) {
          if (!tellStatistics(session)) {
            return; // nobody listens any more
          }
          next += interval.toNanos();
        }
      }
    }
  }

  /** Rounded up, or the last fraction of one would be spent waking up. */
  private static int millisecondsUntil(long next) {
    long left = Math.max(0, next - System.nanoTime());
    return (int) Math.min(Integer.MAX_VALUE, (left + MILLION - 1) / MILLION);
  }

  private boolean tellStatistics(CgroupSession session) {
    return tell("stats", Optional.of(new EventStatistics(session).data()));
  }

  private synchronized boolean tell(String type, Optional<Map<String, Object>> data) {
    byte[] line = RecordJson.toBytes(new Event(type, stored.id(), data));
    return listener.test(new String(line, StandardCharsets.UTF_8));
  }
}
