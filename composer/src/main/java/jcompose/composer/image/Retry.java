package jcompose.composer.image;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tries again what may work a moment later: broken connections, busy and failing registries. */
final class Retry {
  private static final long[] PAUSES_MILLIS = {200, 600, 1500};
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  private Retry() {}

  /** Something that asks a registry. */
  interface Attempt<T> {
    T run() throws IOException, RegistryException;
  }

  static <T> T call(Attempt<T> attempt) throws IOException, RegistryException {
    for (long pause : PAUSES_MILLIS) {
      try {
        return attempt.run();
      } catch (IOException | RegistryException failure) {
        if (!isTransient(failure)) {
          throw failure;
        }
        pause(Math.max(pause, asked(failure)));
      }
    }
    return attempt.run();
  }

  /** A refused connection is not: a registry that is down is to be told at once. */
  static boolean isTransient(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException answer) {
        return answer.getStatusCode() == TOO_MANY_REQUESTS
            || answer.getStatusCode() >= FIRST_SERVER_ERROR;
      }
      if (cause instanceof ConnectException) {
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

  /** The seconds of a Retry-After header in milliseconds; a date, or far too many, do not count. */
  private static long asked(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseException answer) {
        String seconds = answer.getHeaders().getRetryAfter();
        return seconds != null && seconds.matches("[0-9]{1,4}")
            ? Math.min(TimeUnit.SECONDS.toMillis(Long.parseLong(seconds)), LONGEST_PAUSE_MILLIS)
            : 0;
      }
    }
    return 0;
  }

  private static void pause(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = deadline - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Retry.class, left);
      left = deadline - System.nanoTime();
    }
  }
}
