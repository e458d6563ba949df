package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LockFileTest {
  @TempDir Path folder;

  /** Takes the lock, says so, and waits to be killed. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      LockFile lock = LockFile.acquire(Path.of(arguments[0]));
      System.out.println("locked");
      System.in.read();
      lock.close();
    }
  }

  private Process hold(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals("locked", process.inputReader().readLine());
    return process;
  }

  @Test
  void excludesThreadsAndTellsTheHolder() {
    Path file = folder.resolve("a/lock");
    LockFile lock = LockFile.acquire(file);
    assertEquals(Optional.empty(), LockFile.tryAcquire(folder.resolve("a/../a/lock")));
    assertEquals(OptionalLong.of(ProcessHandle.current().pid()), LockFile.holder(file));
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> LockFile.acquire(file).close());
    assertFalse(second.isDone());
    lock.close();
    second.join();
    assertEquals(OptionalLong.empty(), LockFile.holder(file));
    assertTrue(LockFile.tryAcquire(file).map(LockFileTest::closed).orElse(false));
  }

  private static boolean closed(LockFile lock) {
    lock.close();
    return true;
  }

  @Test
  void aKilledProcessFreesIt() throws Exception {
    Path file = folder.resolve("lock");
    Process holder = hold(file);
    assertEquals(Optional.empty(), LockFile.tryAcquire(file));
    assertEquals(OptionalLong.of(holder.pid()), LockFile.holder(file));
    CompletableFuture<Void> waiter =
        CompletableFuture.runAsync(() -> LockFile.acquire(file).close());
    holder.destroyForcibly().waitFor();
    waiter.join();
  }

  @Test
  void askingForTheHolderDoesNotCostTheLock() throws Exception {
    Path file = folder.resolve("lock");
    LockFile lock = LockFile.acquire(file);
    assertTrue(LockFile.holder(file).isPresent());
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Attempt.class.getName(),
                file.toString())
            .start();
    assertEquals("refused", other.inputReader().readLine());
    other.waitFor();
    lock.close();
  }

  /** Says whether it could take the lock. */
  static final class Attempt {
    public static void main(String[] arguments) {
      System.out.println(
          LockFile.tryAcquire(Path.of(arguments[0])).isPresent() ? "taken" : "refused");
    }
  }
}
