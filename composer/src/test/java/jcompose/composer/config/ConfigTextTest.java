package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jcompose.composer.yaml.Problem;
import jcompose.composer.yaml.SourceText;
import jcompose.composer.yaml.YamlMapping;
import jcompose.composer.yaml.YamlNode;
import jcompose.composer.yaml.YamlParser;
import jcompose.composer.yaml.YamlScalar;
import jcompose.composer.yaml.YamlText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strings that another reader could take for something else. */
final class ConfigTextTest {
  static Stream<String> strings() {
    return Stream.of(
        "",
        " ",
        "a",
        "yes",
        "No",
        "null",
        "~",
        "1",
        "1.5",
        "0x1f",
        "1e3",
        "12:30",
        "-",
        "- a",
        "a: b",
        "a:b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "{a",
        "[a",
        "@a",
        "`a",
        "%a",
        "a\nb",
        "a\n",
        "\na",
        "a\n\n",
        " a\nb",
        "a\n b\n",
        "\t",
        "a\tb\nc",
        "\"",
        "'",
        "\\",
        "\u0007",
        "\u0085",
        "\u2028",
        "é",
        "😀",
        "2001-01-01",
        "=",
        "<<",
        ".inf",
        "a:",
        "?",
        "|",
        ">",
        "$x",
        "line  \nend\n",
        "\r\n");
  }

  @ParameterizedTest
  @MethodSource("strings")
  void areReadAsTheyWereWritten(String text) {
    String yaml = YamlText.of(node(text));
    List<Problem> problems = new ArrayList<>();
    YamlNode read = YamlParser.parse(new SourceText("f", yaml), problems::add).get(0);
    assertEquals(List.of(), problems, yaml);
    assertEquals(true, YamlNode.same(node(text), read), yaml);
  }

  private static YamlNode node(String text) {
    List<Problem> none = new ArrayList<>();
    YamlMapping mapping =
        (YamlMapping) YamlParser.parse(new SourceText("f", "k: [x]\nm: y"), none::add).get(0);
    return YamlMapping.of(
        mapping.entries().values().stream()
            .map(entry -> entry.with(YamlScalar.string(text, entry.keyPosition())))
            .toList(),
        mapping.position());
  }
}
