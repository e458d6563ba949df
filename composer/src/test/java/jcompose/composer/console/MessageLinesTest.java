package jcompose.composer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageLinesTest {
  @Test
  void placeOfAFileStandsFirst() {
    assertEquals(
        List.of("my stack.yml:3:5: services.web: needs 'image'"),
        MessageLines.of("my stack.yml:3:5: services.web: needs 'image'", ""));
  }

  @Test
  void everythingElseBeginsWithTheProgramsName() {
    assertEquals(
        List.of("jcompose: nothing.yml: no such file"),
        MessageLines.of("nothing.yml: no such file", ""));
    assertEquals(
        List.of("jcompose: web: execve of sh: ENOENT"),
        MessageLines.of("web: execve of sh: ENOENT", ""));
  }

  @Test
  void severalFailuresAreToldLineByLine() {
    assertEquals(
        List.of("a.yml:3:5: one", "jcompose: two"), MessageLines.of("a.yml:3:5: one\ntwo", ""));
  }

  @Test
  void warningsSaySoBehindThePlace() {
    assertEquals(
        List.of("a.yml:1:10: warning: version: is obsolete"),
        MessageLines.of("a.yml:1:10: version: is obsolete", "warning: "));
    assertEquals(
        List.of("jcompose: warning: found two"), MessageLines.of("found two", "warning: "));
  }
}
