package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jcompose.composer.ComposerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files: problems that the loader names, never another exception, never for long. */
final class MutationTest {
  private static final long SEED = 20261127;
  private static final int ROUNDS = 300;

  /** For files of a few KB; a bound for a hang, far above what a busy machine needs. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final List<String> TOKENS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ":",
          ": ",
          "- ",
          "&a ",
          "*a",
          "<<: ",
          "!reset ",
          "!override ",
          "|\n",
          ">\n",
          "${",
          "${A:-",
          "$$",
          "---\n",
          "\t",
          "\"",
          "'",
          "#",
          "? ",
          "null",
          "-1",
          "1e999",
          "99999999999999999999",
          "\0",
          "\uFEFF",
          "%",
          "..",
          "~",
          "0440",
          "*",
          "include: ");

  @TempDir Path folder;

  @Test
  void survivesFlippedBytes() throws Exception {
    each(
        (text, random) -> {
          for (int i = random.nextInt(4); i >= 0; i--) {
            text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
          }
          return text;
        });
  }

  @Test
  void survivesTruncation() throws Exception {
    each((text, random) -> Arrays.copyOf(text, random.nextInt(text.length)));
  }

  @Test
  void survivesForeignTokens() throws Exception {
    each(
        (text, random) -> {
          StringBuilder changed = new StringBuilder(new String(text, StandardCharsets.UTF_8));
          int at = random.nextInt(changed.length());
          int end = Math.min(changed.length(), at + random.nextInt(6));
          changed.replace(at, end, TOKENS.get(random.nextInt(TOKENS.size())));
          return changed.toString().getBytes(StandardCharsets.UTF_8);
        });
  }

  @Test
  void survivesRandomBytes() throws Exception {
    each(
        (text, random) -> {
          byte[] bytes = new byte[random.nextInt(400)];
          random.nextBytes(bytes);
          return bytes;
        });
  }

  @Test
  void changesNothingWithAnEmptyFileOverIt() {
    Stack stack =
        Stack.in(folder).write("s.yml", RoundTripTest.FILE).write("over.yml", "services: {}\n");
    assertEquals(stack.yaml("s.yml"), stack.yaml("s.yml", "over.yml"));
  }

  @Test
  void refusesBombsAndDeepNests() {
    StringBuilder bomb = new StringBuilder("x-a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = ("*a" + (i - 1) + ", ").repeat(9);
      bomb.append("x-a" + i + ": &a" + i + " [" + before + "]\n");
    }
    String deep = "x-a: " + "[".repeat(5000) + "]".repeat(5000) + "\n";
    for (String text : List.of(bomb.toString(), deep)) {
      Stack stack = Stack.in(folder).write("m.yml", text + "services: {a: {image: i}}\n");
      long start = System.nanoTime();
      assertThrows(ComposerException.class, () -> stack.yaml("m.yml"));
      assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(LIMIT) < 0);
    }
  }

  private interface Mutation {
    byte[] of(byte[] text, Random random);
  }

  private void each(Mutation mutation) throws Exception {
    Stack stack = Stack.in(folder);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] original = RoundTripTest.FILE.getBytes(StandardCharsets.UTF_8);
      byte[] text = mutation.of(original, new Random(SEED + round));
      Files.write(folder.resolve("m.yml"), text);
      long start = System.nanoTime();
      try {
        assertTrue(!stack.yaml("m.yml").isEmpty());
      } catch (ComposerException e) {
        assertTrue(e.getMessage() != null, "no message, seed " + (SEED + round));
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + (SEED + round) + ":\n" + new String(text, StandardCharsets.UTF_8), e);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(LIMIT) < 0, took + " with seed " + (SEED + round));
    }
  }
}
