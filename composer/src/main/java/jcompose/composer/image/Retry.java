package jcompose.composer.image;

import com.google.cloud.tools.jib.api.RegistryException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tries again what may work a moment later: broken connections, busy and failing registries. */
final class Retry {
  /** However far each attempt came: a registry that sends a byte at a time is not waited for. */
  private static final int MOST_FAILURES = 100;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private final long[] pauses;
  private int inARow;
  private int failures;

  Retry() {
    this(200, 600, 1500);
  }

  /**
   * With pauses of a test's own.
   *
   * @param pauses milliseconds after the first failure, the second and so on
   */
  Retry(long... pauses) {
    this.pauses = pauses;
  }

  /** Something that asks a registry. */
  interface Attempt<T> {
    T run() throws IOException, RegistryException;
  }

  static <T> T call(Attempt<T> attempt) throws IOException, RegistryException {
    Retry retry = new Retry();
    while (true) {
      try {
        return attempt.run();
      } catch (IOException | RegistryException failure) {
        if (!isTransient(failure) || !retry.pauseAfter(failure)) {
          throw failure;
        }
      }
    }
  }

  /** The last attempt came further than those before: the next failure is the first again. */
  void progressed() {
    inARow = 0;
  }

  /**
   * Waits for as long as makes sense after a failure, or as the registry asked for.
   *
   * @return false when it was the last
   * @throws InterruptedIOException when the thread is interrupted
   */
  boolean pauseAfter(Throwable failure) throws InterruptedIOException {
    if (inARow == pauses.length || ++failures == MOST_FAILURES) {
      return false;
    }
    long pause = pauses[inARow++];
    pause(Math.max(pause, asked(failure)));
    return true;
  }

  private static long asked(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AnswerException answer) {
        return answer.pauseMillis();
      }
    }
    return 0;
  }

  /** A refused connection is not: a registry that is down is to be told at once. */
  static boolean isTransient(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AnswerException answer) {
        return answer.status() == TOO_MANY_REQUESTS || answer.status() >= FIRST_SERVER_ERROR;
      }
      if (cause instanceof WrongBytesException wrong) {
        return wrong.mayHeal();
      }
      if (cause instanceof ConnectException || cause instanceof GaveUpException) {
        return false;
      }
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof EOFException) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody listens where a server should. */
  static boolean isRefused(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private static void pause(long millis) throws InterruptedIOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = 1; left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(Retry.class, left);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for a registry");
      }
    }
  }
}
