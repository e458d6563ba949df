package jcompose.composer.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jcompose.composer.model.Position;
import org.junit.jupiter.api.Test;

/** What becomes of a YAML file. */
final class YamlParserTest {
  private final List<Problem> problems = new ArrayList<>();

  private YamlMapping parse(String text) {
    return (YamlMapping) YamlParser.parse(new SourceText("f", text), problems::add).get(0);
  }

  private List<String> refusals(String text) {
    YamlParser.parse(new SourceText("f", text), problems::add);
    return problems.stream().map(Problem::toString).toList();
  }

  private static YamlNode value(YamlMapping mapping, String key) {
    return mapping.get(key).orElseThrow();
  }

  private ScalarType type(String scalar) {
    return ((YamlScalar) value(parse("k: " + scalar), "k")).type();
  }

  @Test
  void keepsPositions() {
    YamlMapping file = parse("# c\na:\n  b: [x, 'y']\n");
    YamlSequence list = (YamlSequence) value((YamlMapping) value(file, "a"), "b");
    assertEquals(new Position("f", 3, 6), list.position());
    assertEquals(
        List.of(
            new YamlScalar("x", ScalarType.STRING, new Position("f", 3, 7)),
            new YamlScalar("y", ScalarType.STRING, new Position("f", 3, 10))),
        list.items());
  }

  @Test
  void tellsTypes() {
    for (String text : List.of("12", "-1", "0x1F", "0o17", "0b1", "1_000", "+1", "!!int '1'")) {
      assertEquals(ScalarType.INTEGER, type(text), text);
    }
    for (String text : List.of("1.5", ".5", "1.", "1e3", "-1.5E-3", ".inf", ".NaN")) {
      assertEquals(ScalarType.FLOAT, type(text), text);
    }
    for (String text :
        List.of("'12'", "yes", "1.2.3", "0xZ", "1:30", ".", "1e", "!!str 1", "2024-01-01")) {
      assertEquals(ScalarType.STRING, type(text), text);
    }
    for (String text : List.of("true", "False")) {
      assertEquals(ScalarType.BOOLEAN, type(text), text);
    }
    for (String text : List.of("", "~", "null")) {
      assertEquals(ScalarType.NULL, type(text), text);
    }
  }

  @Test
  void resolvesAliasesAndMerges() {
    YamlMapping file =
        parse("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {x: 0, <<: [*a, *b]}\nd: *a\n");
    YamlMapping merged = (YamlMapping) value(file, "c");
    assertEquals(List.of("x", "y", "z"), List.copyOf(merged.entries().keySet()));
    assertEquals("0", ((YamlScalar) value(merged, "x")).text());
    assertEquals("2", ((YamlScalar) value(merged, "y")).text());
    assertEquals(value(file, "a"), value(file, "d"));
    assertEquals(List.of(), problems);
  }

  @Test
  void refusesDuplicatesAndOtherKeys() {
    assertEquals(
        List.of(
            "f:2:1: key 'a' appears twice; first at f:1:1",
            "f:3:1: a key must be a string, not a number; write '12'",
            "f:4:1: a key must be a string, not a list",
            "f:5:5: '<<' takes mappings, not a string"),
        refusals("a: 1\na: 2\n12: x\n[b]: x\n<<: x\n"));
  }

  @Test
  void refusesTagsAndSecondDocuments() {
    assertEquals(List.of("f:2:4: tag '!mine' is unknown"), refusals("a: 1\nb: !mine {}\n"));
  }

  @Test
  void refusesAliasBombs() {
    StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      String aliases = String.join(",", Collections.nCopies(10, "*a" + (i - 1)));
      text.append("a" + i + ": &a" + i + " [" + aliases + "]\n");
    }
    assertEquals(
        List.of("f:5:38: invalid YAML: aliases add up to more than 100000 values"),
        refusals(text.toString()));
  }

  @Test
  void refusesAliasesToThemselvesAndUnknownOnes() {
    assertEquals(
        List.of(
            "f:1:8: anchor 'a' contains an alias to itself",
            "f:2:4: no anchor 'n' above this alias"),
        refusals("a: &a [*a]\nb: *n\n"));
  }

  @Test
  void refusesDepthWithoutEnd() {
    assertEquals(
        List.of("f:1:102: invalid YAML: nested deeper than 100 levels"),
        refusals("[".repeat(5000)));
  }

  @Test
  void saysWhereTheTextIsNoYaml() {
    assertEquals(
        List.of(
            "f:1:4: invalid YAML: found unexpected end of stream while scanning a quoted scalar"),
        refusals("a: 'b\n"));
    problems.clear();
    assertEquals(
        List.of("f:2:3: invalid YAML: character U+0007 is not allowed"),
        refusals("a: b\nc:\u0007\n"));
  }

  @Test
  void isNothingWhenEmpty() {
    assertEquals(List.of(), YamlParser.parse(new SourceText("f", "# c\n"), problems::add));
  }

  @Test
  void showsALineAndACaret() {
    SourceText source = new SourceText("f", "a\n\tb: \uD83D\uDE00 c\n");
    assertEquals("\tb: \uD83D\uDE00 c\n\t     ^", source.excerpt(new Position("f", 2, 7)));
    assertEquals("\n^", source.excerpt(new Position("f", 9, 3)));
  }
}
