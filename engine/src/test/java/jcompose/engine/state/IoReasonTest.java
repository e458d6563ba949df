package jcompose.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {
  @Test
  void exceptionsThatCarryOnlyAPathGetWords() {
    assertEquals("no such file or directory", IoReason.of(new NoSuchFileException("/x")));
    assertEquals("permission denied", IoReason.of(new AccessDeniedException("/x")));
    assertEquals("it exists already", IoReason.of(new FileAlreadyExistsException("/x")));
    assertEquals("the folder is not empty", IoReason.of(new DirectoryNotEmptyException("/x")));
    assertEquals("not a directory", IoReason.of(new NotDirectoryException("/x")));
  }

  @Test
  void exceptionsWithoutAMessageGetWords() {
    assertEquals("the connection was closed", IoReason.of(new ClosedChannelException()));
    assertEquals("it ends too early", IoReason.of(new EOFException()));
    assertEquals("it is not text in UTF-8", IoReason.of(new MalformedInputException(1)));
    assertEquals("no reason is known", IoReason.of(new FileSystemException("/x")));
    assertEquals("no reason is known", IoReason.of(new IOException()));
  }

  @Test
  void theKernelsWordsBeginInLowerCaseAndNamesStay() {
    assertEquals("read-only file system", IoReason.of(refused("Read-only file system")));
    assertEquals(
        "no space left on device; free some and try again",
        IoReason.of(refused("No space left on device")));
    assertEquals("I/O error", IoReason.of(refused("I/O error")));
  }

  @Test
  void linksThatLeadNowhere(@TempDir Path folder) throws IOException {
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    IOException failure =
        Assertions.assertThrows(IOException.class, () -> Files.readAllBytes(loop));
    assertEquals("its symbolic links go round in a circle", IoReason.of(failure));
  }

  private static FileSystemException refused(String reason) {
    return new FileSystemException("/x", null, reason);
  }
}
