package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Impairment;
import org.junit.jupiter.api.Test;

/** The keys of {@code link} on the command line. */
final class LinkOptionsTest {
  private static final Impairment BEFORE =
      new Impairment(
          Duration.ofMillis(50), Duration.ofMillis(5), 1, OptionalLong.of(10_000_000), 0, 0, 2);

  private static Impairment over(Impairment before, String... options) {
    return LinkOptions.bind(map(options)).over(before);
  }

  private static Map<String, String> map(String... options) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      map.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return map;
  }

  private static String refused(String... options) {
    ComposerException wrong =
        assertThrows(ComposerException.class, () -> LinkOptions.bind(map(options)));
    assertEquals(2, wrong.exitCode());
    return String.valueOf(wrong.getMessage());
  }

  @Test
  void changeWhatTheyNameAndNothingElse() {
    assertEquals(
        "delay 50ms jitter 5ms loss 2.5% rate 10mbit reorder 2%",
        over(BEFORE, "loss=2.5%").toString());
    assertEquals(
        "delay 1500us jitter 1ms loss 1% rate 1500kbit corrupt 0.0001% duplicate 3% reorder 100%",
        over(
                BEFORE,
                "delay=1500us",
                "jitter=1ms",
                "rate=1.5mbit",
                "corrupt=0.0001%",
                "duplicate=3%",
                "reorder=100%")
            .toString());
  }

  @Test
  void takeBackWithZero() {
    assertEquals("loss 1% rate 10mbit", over(BEFORE, "delay=0").toString());
    assertEquals("delay 50ms jitter 5ms reorder 2%", over(BEFORE, "rate=0", "loss=0").toString());
    assertEquals(Impairment.NONE, over(BEFORE, "rate=0", "loss=0%", "delay=0s"));
  }

  @Test
  void areRefusedInTheFilesWordsAllAtOnce() {
    assertEquals(
        """
        --delay: '5' is not a duration such as 10s, 1m30s or 500ms (us, ms, s, m, h)
        --loss: '101%' is not a share such as 1% or 0.5%, up to 100%
        --rate: '10mb' is not a rate such as 10mbit (bit, kbit, mbit, gbit, tbit a second)\
        """,
        refused("delay=5", "loss=101%", "rate=10mb"));
    assertEquals("--delay: is longer than the kernel's 4294s", refused("delay=2h"));
    assertEquals("--rate: must not be empty", refused("rate="));
  }

  @Test
  void mustGoTogetherWithWhatIsThere() {
    IllegalArgumentException alone =
        assertThrows(IllegalArgumentException.class, () -> over(Impairment.NONE, "jitter=5ms"));
    assertEquals("jitter and reorder need a delay", alone.getMessage());
    assertEquals(
        "delay 50ms jitter 50ms",
        over(over(BEFORE, "rate=0", "loss=0", "reorder=0"), "jitter=50ms").toString());
    assertEquals(
        "the jitter is more than the delay that it varies",
        assertThrows(IllegalArgumentException.class, () -> over(BEFORE, "jitter=51ms"))
            .getMessage());
  }
}
