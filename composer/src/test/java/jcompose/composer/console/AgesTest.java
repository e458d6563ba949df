package jcompose.composer.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {
  @ParameterizedTest
  @CsvSource({
    "0, Less than a second",
    "1, 1 second",
    "59, 59 seconds",
    "60, About a minute",
    "120, 2 minutes",
    "3600, About an hour",
    "7200, 2 hours",
    "172800, 2 days"
  })
  void words(long seconds, String words) {
    assertEquals(words, Ages.words(Duration.ofSeconds(seconds)));
  }
}
