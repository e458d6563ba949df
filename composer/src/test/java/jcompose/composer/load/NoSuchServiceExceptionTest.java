package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoSuchServiceExceptionTest {
  @Test
  void namesTheNearOneAndAll() {
    assertEquals(
        "no such service: wbe; did you mean 'web'? the services are db, web",
        message("wbe", List.of("db", "web")));
  }

  @Test
  void suggestsNothingForAWordOfOneLetter() {
    assertEquals("no such service: b; the only service is a", message("b", List.of("a")));
  }

  @Test
  void saysThatThereIsNone() {
    assertEquals("no such service: b; the project has none", message("b", List.of()));
  }

  @Test
  void namesNoMoreThanAPersonReads() {
    List<String> many = IntStream.range(100, 130).mapToObj(Integer::toString).toList();
    assertEquals(
        "no such service: web; the services are "
            + String.join(", ", many.subList(0, 20))
            + " and 10 more",
        message("web", many));
  }

  private static String message(String name, List<String> known) {
    return String.valueOf(new NoSuchServiceException(name, known).getMessage());
  }
}
