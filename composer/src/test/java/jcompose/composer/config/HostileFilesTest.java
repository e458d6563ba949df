package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to exhaust whoever reads them are refused, or read, in bounded time. */
final class HostileFilesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static String each(int count, Function<Integer, String> line) {
    return IntStream.range(0, count).mapToObj(line::apply).collect(Collectors.joining());
  }

  private List<String> problems(String text) {
    Stack stack = Stack.in(folder).write("s.yml", text);
    return assertTimeoutPreemptively(LONG, () -> stack.problems("s.yml"));
  }

  private String first(String text) {
    return problems(text).get(0);
  }

  @Test
  void tellsTheFirstThousandProblems() {
    String keys = each(50_000, i -> "    prot" + i + ": 1\n");
    assertEquals(1000, problems("services:\n  a:\n    image: i\n" + keys).size());
    String line = each(50_000, i -> ", prot" + i + ": 1");
    assertEquals(1000, problems("services: {a: {image: i" + line + "}}\n").size());
  }

  @Test
  void followsLongChains() {
    String chain = each(20_000, i -> "  s" + i + ": {image: i, depends_on: [s" + (i + 1) + "]}\n");
    assertEquals(
        List.of("s.yml:20002:35: services.s20000.depends_on: dependency cycle: "),
        problems("services:\n" + chain + "  s20000: {image: i, depends_on: [s0]}\n").stream()
            .map(line -> line.replaceFirst("(cycle: ).*", "$1"))
            .toList());
    String extending = each(5_000, i -> "  s" + i + ": {extends: s" + (i + 1) + "}\n");
    assertEquals(
        "s.yml:102:19: services.s100.extends: leads through more than 100 services",
        first("services:\n" + extending + "  s5000: {image: i}\n"));
  }

  @Test
  void variablesDoNotGrowWithoutEnd() {
    String doubled = each(60, i -> "B" + (i + 1) + "=$B" + i + "$B" + i + "\n");
    Stack stack =
        Stack.in(folder)
            .write(".env", "B0=aaaaaaaaaaaaaaaa\n" + doubled)
            .write("s.yml", "services: {a: {image: i}}\n");
    assertTrue(
        stack.message("s.yml").startsWith(".env:21:1: its variables make it longer than 4 MiB"),
        stack.message("s.yml"));
    stack.write(".env", "A=" + "a".repeat(1 << 20) + "\n" + each(100, i -> "B" + i + "=$A\n"));
    assertTrue(
        stack.message("s.yml").startsWith(".env:65:1: variables make the file longer than 64 MiB"),
        stack.message("s.yml"));
    stack.write(".env", "A=" + "a".repeat(1 << 20) + "\n");
    String used = each(100, i -> "\"B" + i + "=$A\", ");
    stack.write("s.yml", "services: {a: {image: i, environment: [" + used + "]}}\n");
    assertTrue(stack.message("s.yml").contains("variables make the file longer than 64 MiB"));
  }

  @Test
  void variablesAreNotNestedWithoutEnd() {
    String nested = "${a:-".repeat(50_000) + "}".repeat(50_000);
    assertTrue(
        first("services: {a: {image: \"" + nested + "\"}}\n")
            .endsWith("services.a.image: variables stand in each other's defaults without end"));
  }

  @Test
  void numbersAreShort() {
    String nines = "9".repeat(1_000_000);
    List<String> problems =
        problems(
            "services:\n  a:\n    image: i\n    oom_score_adj: 1e1000000000\n    cpus: "
                + nines
                + "\n    stop_grace_period: "
                + nines
                + "s\n");
    assertEquals(3, problems.size());
    assertEquals(
        "s.yml:4:20: services.a.oom_score_adj: '1e1000000000' is not a whole number",
        problems.get(0));
    assertTrue(problems.get(1).startsWith("s.yml:5:11: services.a.cpus: '999"));
    assertTrue(problems.get(2).startsWith("s.yml:6:24: services.a.stop_grace_period: "));
    assertTrue(problems.get(2).length() < 1000);
    assertEquals(
        "s.yml:1:32: 'abc' is not a number, as its tag says",
        first("services: {a: {image: i, cpus: !!int abc}}\n"));
  }

  @Test
  void textsMayBeLong() {
    String text = "a".repeat(500_000);
    String colons = "a:".repeat(250_000) + "b";
    Stack stack =
        Stack.in(folder)
            .write(
                "s.yml",
                "services: {a: {image: i, environment: {A: "
                    + text
                    + ", B: \""
                    + colons
                    + "\"}}}\n");
    assertTimeoutPreemptively(LONG, () -> stack.roundTrip("s.yml"));
    assertTrue(
        first("services: {a: {image: i, pull_policy: every_" + "1d".repeat(100_000) + "}}\n")
            .contains("does not look like"));
  }

  @Test
  void filesAreNotIncludedWithoutEnd() {
    Stack stack = Stack.in(folder).write("s.yml", "include: [i0.yml]\nservices: {}\n");
    for (int i = 0; i < 20; i++) {
      String next = "i" + (i + 1) + ".yml";
      stack.write("i" + i + ".yml", "include: [" + next + ", " + next + "]\nservices: {}\n");
    }
    stack.write("i20.yml", "services: {a: {image: i}}\n");
    assertTrue(
        stack.message("s.yml").contains("more than 1000 files are read"), stack.message("s.yml"));
  }

  @Test
  void filesOfFourMebibytesAreRead() {
    String services = each(100_000, i -> "  s" + i + ": {image: i} # " + "x".repeat(15) + "\n");
    Stack.in(folder).write("s.yml", "services:\n" + services);
    assertTimeoutPreemptively(
        LONG, () -> assertEquals(100_000, Stack.in(folder).config("s.yml").services().size()));
  }
}
