package jcompose.composer.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jcompose.composer.ComposerException;
import jcompose.composer.model.ImpairmentChange;
import jcompose.composer.model.Position;
import jcompose.composer.yaml.YamlScalar;

/** The keys of {@code link} as options of the command line: the same values, the same words. */
public final class LinkOptions {
  private static final int USAGE = 2;
  private static final String RATE = "rate";

  /** The keys, in the order in which they are told. */
  public static final List<String> KEYS = List.copyOf(LinkBinder.NAMES);

  private LinkOptions() {}

  /**
   * What options ask for.
   *
   * @param given values by keys; a rate may be {@code 0}, for none
   * @throws ComposerException with exit code 2, naming every option that is wrong
   */
  public static ImpairmentChange bind(Map<String, String> given) {
    Problems problems = new Problems();
    Map<String, Attribute> fields = new LinkedHashMap<>();
    given.forEach(
        (key, text) -> {
          String option = "--" + key;
          fields.put(
              key,
              new Attribute(YamlScalar.string(text, Position.option(option)), option, problems));
        });
    boolean noRate = "0".equals(given.get(RATE));
    if (noRate) {
      fields.remove(RATE);
    }
    ImpairmentChange change =
        new ImpairmentChange(
            field(fields, "delay").map(any -> LinkBinder.time(fields, "delay")),
            field(fields, "jitter").map(any -> LinkBinder.time(fields, "jitter")),
            percent(fields, "loss"),
            noRate
                ? Optional.of(0L)
                : field(fields, RATE).map(any -> LinkBinder.rate(fields).orElse(0)),
            percent(fields, "corrupt"),
            percent(fields, "duplicate"),
            percent(fields, "reorder"));
    try {
      problems.throwIfAny();
      return change;
    } catch (ProjectException e) {
      ComposerException wrong = new ComposerException(words(e), USAGE);
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static Optional<Double> percent(Map<String, Attribute> fields, String key) {
    return field(fields, key).map(any -> LinkBinder.percent(fields, key));
  }

  private static Optional<Attribute> field(Map<String, Attribute> fields, String key) {
    return Optional.ofNullable(fields.get(key));
  }

  private static String words(ProjectException e) {
    return e.diagnostics().stream()
        .map(diagnostic -> diagnostic.path() + ": " + diagnostic.words())
        .collect(Collectors.joining("\n"));
  }
}
