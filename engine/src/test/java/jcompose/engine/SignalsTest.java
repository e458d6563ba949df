package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SignalsTest {
  @Test
  void readsNamesAndNumbers() {
    assertEquals(15, Signals.parse("SIGTERM"));
    assertEquals(15, Signals.parse("term"));
    assertEquals(15, Signals.parse("15"));
    assertEquals(31, Signals.parse("SYS"));
    assertEquals(37, Signals.parse("SIGRTMIN+3"));
    assertEquals(62, Signals.parse("SIGRTMAX-2"));
  }

  @Test
  void refusesTheRest() {
    for (String none : new String[] {"", "0", "65", "SIG", "SIGNOPE", "-1", "RTMIN+99"}) {
      assertThrows(IllegalArgumentException.class, () -> Signals.parse(none), none);
    }
  }

  @Test
  void namesThem() {
    assertEquals("SIGKILL", Signals.name(9));
    assertEquals("SIGRTMIN+3", Signals.name(37));
    for (int signal = 1; signal <= 31; signal++) {
      assertEquals(signal, Signals.parse(Signals.name(signal)));
    }
  }
}
