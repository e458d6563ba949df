package jcompose.composer.load;

import java.util.Collection;
import java.util.List;
import jcompose.composer.ComposerException;

/** A service on the command line that the project does not have, told with those that it has. */
public final class NoSuchServiceException extends ComposerException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_NAMES = 20;

  /**
   * The same words whichever command was asked.
   *
   * @param known the project's services, in the order to be shown
   */
  public NoSuchServiceException(String name, Collection<String> known) {
    super("no such service: " + name + advice(name, List.copyOf(known)));
  }

  private static String advice(String name, List<String> known) {
    if (known.isEmpty()) {
      return "; the project has none";
    }
    String suggestion = Suggestion.of(name, known);
    int more = known.size() - MOST_NAMES;
    return (suggestion.isEmpty() ? ";" : suggestion)
        + (known.size() == 1 ? " the only service is " : " the services are ")
        + String.join(", ", known.subList(0, Math.min(known.size(), MOST_NAMES)))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
