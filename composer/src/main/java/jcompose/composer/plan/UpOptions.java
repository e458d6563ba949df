package jcompose.composer.plan;

import java.util.List;
import java.util.Set;

/**
 * What the user asked of {@code up}.
 *
 * @param services the services named on the command line; empty means all
 * @param choices what else was asked
 */
public record UpOptions(List<String> services, Set<Choice> choices) {
  /** One option. */
  public enum Choice {
    /** The services that the named ones need are left alone, and dependents too. */
    NO_DEPENDENCIES,
    /** Containers are made anew although nothing changed. */
    FORCE_RECREATE,
    /** Containers of services that the named ones need are made anew although nothing changed. */
    RECREATE_DEPENDENCIES,
    /** Containers that are there stay although something changed. */
    NO_RECREATE,
    /** Nothing is started. */
    NO_START,
    /** Volumes without a name are made anew. */
    RENEW_VOLUMES,
    /** Containers whose service is gone are removed. */
    REMOVE_ORPHANS
  }

  /** Copies both. */
  public UpOptions {
    services = List.copyOf(services);
    choices = Set.copyOf(choices);
  }

  /** Options with some choices made. */
  public static UpOptions of(List<String> services, Choice... choices) {
    return new UpOptions(services, Set.of(choices));
  }

  /** Whether a choice was made. */
  public boolean has(Choice choice) {
    return choices.contains(choice);
  }
}
