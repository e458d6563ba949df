package jcompose.composer.run;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where threads wait for what becomes of containers. Whoever changes what they look at says so
 * afterwards; they look again then, and never otherwise.
 */
final class Awaits {
  private final Set<Patience> patiences = ConcurrentHashMap.newKeySet();
  private long changes;

  /** Wakes those who wait: something is different now. */
  synchronized void changed() {
    changes++;
    notifyAll();
  }

  /** Patience for one request, until it is closed. */
  Patience patience() {
    Patience patience = new Patience(this);
    patiences.add(patience);
    return patience;
  }

  void forget(Patience patience) {
    patiences.remove(patience);
  }

  /**
   * Ends every wait that is under way or will begin within a request that is there now.
   *
   * @param reason what those who wait say then
   */
  void endAll(String reason) {
    patiences.forEach(patience -> patience.end(reason));
  }

  /**
   * Looks, and looks again after each change, until there is an answer.
   *
   * @param look called without any lock of this class
   * @param deadline when it is given up
   * @return the answer; empty when the deadline passed first
   * @throws jcompose.composer.ComposerException when the patience is ended
   */
  <T> Optional<T> await(Supplier<Optional<T>> look, Patience patience, Optional<Instant> deadline) {
    while (true) {
      long seen = seen();
      patience.check();
      Optional<T> answer = look.get();
      if (answer.isPresent()) {
        return answer;
      }
      if (!changesAfter(seen, deadline.orElse(null))) {
        return Optional.empty();
      }
    }
  }

  private synchronized long seen() {
    return changes;
  }

  /** False when the deadline passed before a change. */
  private synchronized boolean changesAfter(long seen, @Nullable Instant deadline) {
    try {
      while (changes == seen) {
        if (deadline == null) {
          wait();
          continue;
        }
        long left = java.time.Duration.between(Instant.now(), deadline).toMillis();
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) { // the supervisor ends
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
