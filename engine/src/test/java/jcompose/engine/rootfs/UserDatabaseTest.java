package jcompose.engine.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jcompose.engine.EngineException;
import org.junit.jupiter.api.Test;

/** Docker's rules for {@code user}. */
final class UserDatabaseTest {
  private static final UserDatabase FILES =
      new UserDatabase(
          """
          root:x:0:0:root:/root:/bin/sh
          # a comment
          web:x:33:34::/var/www:/bin/false
          twin:x:33:99::/other:/bin/false
          1000:x:500:500::/named-by-number:/bin/sh
          bare:x:7:8
          """,
          """
          root:x:0:
          web:x:34:
          logs:x:40:daemon,web
          more:x:41:web
          """);
  private static final UserDatabase NONE = new UserDatabase("", "");

  private static ResolvedUser user(String text, String... groups) {
    return FILES.resolve(text, List.of(groups));
  }

  @Test
  void nobodyNamedIsRoot() {
    assertEquals(new ResolvedUser(0, 0, List.of(0), "/root"), user(""));
    assertEquals(new ResolvedUser(0, 0, List.of(0), "/"), NONE.resolve("", List.of()));
  }

  @Test
  void namesAndIds() {
    assertEquals(new ResolvedUser(33, 34, List.of(34, 40, 41), "/var/www"), user("web"));
    assertEquals(new ResolvedUser(33, 34, List.of(34, 40, 41), "/var/www"), user("33"));
    assertEquals(new ResolvedUser(1000, 0, List.of(0), "/"), user("1000"));
    assertEquals(new ResolvedUser(4242, 0, List.of(0), "/"), NONE.resolve("4242", List.of()));
    assertEquals(new ResolvedUser(7, 8, List.of(8), "/"), user("bare"));
  }

  @Test
  void anExplicitGroupReplacesTheOthers() {
    assertEquals(new ResolvedUser(33, 40, List.of(40), "/var/www"), user("web:logs"));
    assertEquals(new ResolvedUser(33, 5, List.of(5), "/var/www"), user("web:5"));
    assertEquals(new ResolvedUser(4242, 40, List.of(40), "/"), user("4242:logs"));
    assertEquals(new ResolvedUser(0, 41, List.of(41), "/root"), user(":more"));
  }

  @Test
  void additionalGroups() {
    assertEquals(
        new ResolvedUser(33, 34, List.of(34, 40, 41, 77), "/var/www"),
        user("web", "77", "logs", "34"));
  }

  @Test
  void unknownNames() {
    assertMessage("no user 'x' in the image's /etc/passwd", "x");
    assertMessage("no group 'x' in the image's /etc/group", "web:x");
    assertMessage("out of range", "4294967295");
  }

  private static void assertMessage(String words, String user) {
    EngineException failure = assertThrows(EngineException.class, () -> user(user));
    assertTrue(String.valueOf(failure.getMessage()).contains(words), failure.getMessage());
  }
}
