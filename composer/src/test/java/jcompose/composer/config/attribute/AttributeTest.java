package jcompose.composer.config.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.config.Stack;
import org.junit.jupiter.api.io.TempDir;

/** What a test of an attribute of the service {@code s} says. */
abstract class AttributeTest {
  private static final String SERVICE = "services:\n  s:\n    image: i\n";

  @TempDir Path folder;

  /** What stands below the service: others, and top-level elements. */
  private final String beside;

  AttributeTest(String... beside) {
    this.beside = String.join("\n", beside);
  }

  final Stack stack() {
    return Stack.in(folder);
  }

  final Stack file(String name, String text) {
    return stack().write(name, SERVICE + text.indent(4) + beside + "\n");
  }

  /** In its canonical form the service has these lines; printed and read again it is the same. */
  final void becomes(String expected, String text) {
    assertEquals(expected, Stack.serviceOf(file("s.yml", text).yaml("s.yml")));
    stack().roundTrip("s.yml");
  }

  /** Two files together are this. */
  final void merge(String expected, String base, String over) {
    file("s.yml", base);
    stack().write("o.yml", "services:\n  s:\n" + over.indent(4));
    assertEquals(expected, Stack.serviceOf(stack().yaml("s.yml", "o.yml")));
  }

  /** What is wrong, in the file's order; the attribute begins at 4:5. */
  final void refuses(String text, String... problems) {
    assertEquals(
        List.of(problems),
        file("s.yml", text).problems("s.yml").stream()
            .map(line -> line.replace(folder.toString(), "/D"))
            .toList());
  }
}
