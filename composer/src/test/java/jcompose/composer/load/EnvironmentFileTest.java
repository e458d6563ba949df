package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jcompose.composer.yaml.SourceText;
import org.junit.jupiter.api.Test;

/** The format of .env files. */
final class EnvironmentFileTest {
  private final Problems problems = new Problems();

  private Map<String, String> read(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    new EnvironmentFile(Map.of("HOST", "h", "A", "outer"), values, problems)
        .read(new SourceText("x.env", text));
    return values;
  }

  private String refusal(String text) {
    read(text);
    ProjectException thrown = assertThrows(ProjectException.class, problems::throwIfAny);
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }

  @Test
  void readsAssignments() {
    assertEquals(
        Map.of("K", "v", "L", "a b", "M", "", "N.x[0]", "y: z", "O", "1"),
        read("K=v\n# c\n\n  L = a b  # c\nM=\nN.x[0]: y: z\nexport\tO=1"));
  }

  @Test
  void keepsHashesWithoutASpace() {
    assertEquals(Map.of("K", "a#b", "L", "# c"), read("K=a#b\nL= # c\n"));
  }

  @Test
  void readsQuotes() {
    assertEquals(
        Map.of("K", "$A\\n", "L", "a\nb", "M", "it's \"x\"", "N", "two\nlines"),
        read("K='$A\\n' # c\nL=\"a\\nb\"#c\nM=\"it's \\\"x\\\"\"\nN='two\nlines'\n"));
  }

  @Test
  void putsInVariables() {
    assertEquals(
        Map.of("K", "v", "L", "v-h", "A", "2", "M", "outer", "N", "${K}", "O", "d"),
        read("K=v\nL=${K}-$HOST\nA=2\nM=\"$A\"\nN=\"\\${K}\"\nO=${NONE:-d}\n"));
  }

  @Test
  void takesNamesAloneFromTheEnvironment() {
    assertEquals(Map.of("HOST", "h"), read("HOST\nNONE\n"));
  }

  @Test
  void warnsOfUnsetVariables() {
    read("K=1\n L=$NONE\n");
    assertEquals(
        List.of("x.env:2:2: variable 'NONE' is not set; it is taken as empty"),
        problems.warnings().stream().map(Diagnostic::line).toList());
  }

  @Test
  void refusesOpenQuotes() {
    assertEquals("x.env:2:3: the quote is not closed", refusal("A=1\nK=\"v\nL=1\n"));
  }

  @Test
  void refusesOtherCharactersInNames() {
    assertEquals("x.env:1:2: character '$' in a variable name: a$b=1", refusal("a$b=1\n"));
  }

  @Test
  void refusesSpacesInNames() {
    assertEquals("x.env:1:1: variable name 'a b' has a space", refusal("a b=1\n"));
  }
}
