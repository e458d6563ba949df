package jcompose.engine.state;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
    if (failure instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (failure instanceof ClosedChannelException) {
      return "the connection was closed";
    }
    String words =
        failure instanceof FileSystemException onFile ? onFile.getReason() : failure.getMessage();
    if (words == null || words.isBlank()) {
      return failure instanceof EOFException ? "it ends too early" : "no reason is known";
    }
    if (words.startsWith("Too many levels of symbolic links")) {
      return "its symbolic links go round in a circle";
    }
    String reason = lowerCase(words);
    return reason.contains("no space left") ? reason + "; free some and try again" : reason;
  }

  /** The kernel's words begin with a capital, which a name in them may need. */
  private static String lowerCase(String words) {
    boolean word = words.length() > 1 && Character.isLowerCase(words.charAt(1));
    return word ? words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1) : words;
  }
}
