package jcompose.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LaunchThreadTest {
  /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV: a JVM stops its own threads by raising SIGSEGV. */
  private static final long RAISED = 0x4d8;

  private static final long SIGTERM = 1 << 14;

  @Test
  void blocksSignalsButForThoseThatTheJvmLivesBy() {
    CompletableFuture<Long> blocked = new CompletableFuture<>();
    LaunchThread thread =
        LaunchThread.start(
            "test",
            () -> {
              blocked.complete(blocked());
              return Optional.empty();
            });
    long mask = blocked.join();
    thread.dismiss();
    assertEquals(0, mask & RAISED);
    assertEquals(SIGTERM, mask & SIGTERM);
  }

  /** Else it would work with descriptors that are others' by then. */
  @Test
  void doesNothingAnyMoreWhenItIsDismissed() {
    AtomicBoolean done = new AtomicBoolean();
    LaunchThread thread =
        LaunchThread.start(
            "test",
            Optional::empty,
            () -> {
              long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
              done.set(true);
            });
    thread.dismiss();
    assertTrue(done.get());
  }

  private static long blocked() {
    try {
      return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
          .filter(line -> line.startsWith("SigBlk:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigBlk:".length()).strip(), 16))
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
