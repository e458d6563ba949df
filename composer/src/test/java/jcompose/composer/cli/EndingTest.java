package jcompose.composer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.cli.Ending.Abort;
import jcompose.composer.cli.Ending.End;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final End DONE = new End("job", 0);
  private static final End FAILED = new End("web", 5);

  @Test
  void theFirstEndStopsAllUnlessOthersWaitForIt() {
    Ending ending = ending(Abort.ON_EXIT, "");
    assertTrue(ending.stopsAll(DONE, Set.of()));
    assertFalse(ending.stopsAll(DONE, Set.of("job")));
    assertTrue(ending.stopsAll(new End("job", 1), Set.of("job")));
    assertEquals(0, ending.code(Optional.of(DONE), ends(DONE, FAILED)));
    assertEquals(5, ending.code(Optional.of(FAILED), ends(DONE, FAILED)));
  }

  @Test
  void theFirstFailureStopsAll() {
    Ending ending = ending(Abort.ON_FAILURE, "");
    assertFalse(ending.stopsAll(DONE, Set.of()));
    assertTrue(ending.stopsAll(FAILED, Set.of()));
    assertEquals(5, ending.code(Optional.of(FAILED), ends(DONE, FAILED, new End("db", 137))));
    assertEquals(0, ending.code(Optional.empty(), ends(DONE)));
  }

  @Test
  void aServiceGivesTheCode() {
    Ending ending = ending(Abort.ON_EXIT_OF_SERVICE, "web");
    assertFalse(ending.stopsAll(DONE, Set.of()));
    assertTrue(ending.stopsAll(FAILED, Set.of("web")));
    assertEquals(5, ending.code(Optional.of(FAILED), ends(new End("db", 137), FAILED)));
  }

  @Test
  void withoutAWordItEndsWithTheLastAndAnyFailureIsOne() {
    Ending ending = ending(Abort.NEVER, "");
    assertFalse(ending.stopsAll(FAILED, Set.of()));
    assertEquals(1, ending.code(Optional.empty(), ends(DONE, FAILED)));
    assertEquals(0, ending.code(Optional.empty(), ends(DONE)));
  }

  private static Ending ending(Abort abort, String codeFrom) {
    return new Ending(
        abort, Optional.of(codeFrom).filter(name -> !name.isEmpty()), Optional.empty());
  }

  private static Map<String, End> ends(End... all) {
    Map<String, End> ends = new LinkedHashMap<>();
    for (End end : all) {
      ends.put("id-" + end.service(), end);
    }
    return ends;
  }
}
