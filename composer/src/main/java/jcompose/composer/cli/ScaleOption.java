package jcompose.composer.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcompose.composer.load.NoSuchServiceException;
import jcompose.composer.load.ScaleRules;
import jcompose.composer.model.Project;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --scale SERVICE=N}, and the same words without an option. */
final class ScaleOption {
  static final String NAME = "--scale";

  private static final Pattern WORD = Pattern.compile("([^=]+)=([0-9]{1,9})");

  private ScaleOption() {}

  static OptionSpec option() {
    return Options.values(
        "SERVICE=N", "Run so many containers of a service, whatever the file says", NAME);
  }

  /**
   * The numbers by services.
   *
   * @throws UsageException when they cannot be
   */
  static Map<String, Integer> of(ParseResult parsed) {
    return of(NAME + " ", Options.list(parsed, NAME));
  }

  /**
   * The numbers by services.
   *
   * @param before what stands before each word in a message
   * @throws UsageException when they cannot be
   */
  static Map<String, Integer> of(String before, Collection<String> words) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String word : words) {
      Matcher matcher = WORD.matcher(word);
      if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > ScaleRules.MOST) {
        throw new UsageException(
            before
                + "'"
                + word
                + "': must be a service and the number of its containers, from 0 to "
                + ScaleRules.MOST
                + ", as in web=3");
      }
      numbers.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
    }
    return numbers;
  }

  /**
   * The project with those numbers.
   *
   * @throws NoSuchServiceException for a service that it has not
   */
  static Project apply(Project project, Map<String, Integer> numbers) {
    for (String service : numbers.keySet()) {
      if (!project.services().containsKey(service)) {
        throw new NoSuchServiceException(service, project.services().keySet());
      }
    }
    return ScaleRules.scaled(project, numbers);
  }
}
