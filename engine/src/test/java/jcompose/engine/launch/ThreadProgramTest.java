package jcompose.engine.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.FileStatus;
import jcompose.engine.linux.Syscall;
import jcompose.engine.program.Argument.Inherited;
import jcompose.engine.program.Argument.ResultOf;
import jcompose.engine.program.Argument.Text;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Operation;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import org.junit.jupiter.api.Test;

class ThreadProgramTest {
  private static final Word CWD = new Word(-100, "CWD");

  private static Operation open(String path) {
    return Operation.of(Syscall.OPENAT, CWD, new Text(path), new Word(0x80000, "O_CLOEXEC"));
  }

  @Test
  void putsWhatItOpensInThePlaceOfADescriptor() {
    try (Descriptor place = Descriptor.open(Path.of("/dev/null"), 0)) {
      Operation open = open("/proc");
      ThreadProgram.run(
          "test",
          new Program(
              List.of(
                  open,
                  ProcessCalls.replace("place", new ResultOf(open)),
                  ProcessCalls.close(new ResultOf(open)))),
          Map.of("place", place.number()));
      assertEquals(true, FileStatus.of(place.number()).isDirectory());
    }
  }

  @Test
  void namesWhatFailedAndClosesWhatIsOpen() throws IOException {
    Operation open = open("/proc");
    Operation fails =
        Operation.of(Syscall.OPENAT, new ResultOf(open), new Text("none"), Word.of(0), Word.of(0));
    long before = openOnProc();
    EngineException failure =
        assertThrows(
            EngineException.class,
            () ->
                ThreadProgram.run(
                    "web",
                    new Program(List.of(open, fails, ProcessCalls.close(new ResultOf(open)))),
                    Map.of()));
    assertEquals(
        "web: openat(<openat>, \"none\", 0, 0): ENOENT (No such file or directory)",
        failure.getMessage());
    assertEquals(before, openOnProc());
  }

  private static long openOnProc() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(ThreadProgramTest::isProc).count();
    }
  }

  private static boolean isProc(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(Path.of("/proc"));
    } catch (IOException closed) {
      return false; // it was the one that the folder was listed by
    }
  }

  @Test
  void knowsNoDescriptorThatItWasNotGiven() {
    Operation close = Operation.of(Syscall.CLOSE, new Inherited("place"));
    assertThrows(
        IllegalArgumentException.class,
        () -> ThreadProgram.run("test", new Program(List.of(close)), Map.of()));
  }
}
