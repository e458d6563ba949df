package jcompose.composer.load;

import java.util.Optional;
import jcompose.composer.model.DependsOn;

/**
 * A service that another one names.
 *
 * @param service the name of the one that is needed
 * @param how what {@code depends_on} says; empty for what is needed by itself
 * @param attribute where it is named
 */
record Dependency(String service, Optional<DependsOn> how, Attribute attribute) {
  /** What is needed without a word of {@code depends_on}. */
  static Dependency of(String service, Attribute attribute) {
    return new Dependency(service, Optional.empty(), attribute);
  }

  /** Whether it must be enabled. */
  boolean required() {
    return how.map(DependsOn::required).orElse(true);
  }
}
