package jcompose.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jcompose.engine.linux.Errno;
import jcompose.engine.program.FileCalls;
import jcompose.engine.program.Flags;
import jcompose.engine.program.Operation;
import org.junit.jupiter.api.Test;

class HintsTest {
  private static final Operation WORKING_DIRECTORY =
      FileCalls.openWithin("/nope", Flags.O_PATH.or(Flags.O_DIRECTORY), Flags.IN_ROOT);

  @Test
  void missingWorkingDirectory() {
    assertEquals(
        ": the container has no such folder; make it there, or choose another to work in",
        Hints.forOperation(WORKING_DIRECTORY, Errno.ENOENT.number()));
  }

  @Test
  void workingDirectoryThatIsAFile() {
    assertEquals(
        ": in the container it is no folder",
        Hints.forOperation(WORKING_DIRECTORY, Errno.ENOTDIR.number()));
  }

  @Test
  void nothingIsSaidWhereNothingIsKnown() {
    assertEquals("", Hints.forOperation(WORKING_DIRECTORY, Errno.EIO.number()));
  }
}
