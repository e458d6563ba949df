package jcompose.engine.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why an input or output operation failed, in the words of a message. */
public final class IoReason {
  private IoReason() {}

  /** The reason alone, without the path, for example {@code no space left on device}. */
  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    String words =
        failure instanceof FileSystemException onFile ? onFile.getReason() : failure.getMessage();
    if (words == null) {
      return failure.getClass().getSimpleName();
    }
    String reason = words.toLowerCase(Locale.ROOT);
    return reason.contains("no space left") ? reason + "; free some and try again" : reason;
  }
}
