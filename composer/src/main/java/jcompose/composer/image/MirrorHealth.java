package jcompose.composer.image;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Which mirrors are still asked. One that is down or sends wrong bytes is not asked again by this
 * process, and that is told once, however many images there are.
 */
final class MirrorHealth {
  private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();
  private static final int NOT_FOUND = 404;

  private final String registry;
  private final Consumer<String> warnings;

  /**
   * The mirrors of a registry.
   *
   * @param registry host or host:port
   */
  MirrorHealth(String registry, Consumer<String> warnings) {
    this.registry = registry;
    this.warnings = warnings;
  }

  boolean isAsked(RegistryEndpoint mirror) {
    return !FAILED.contains(mirror.name());
  }

  /** A mirror did not give what it was asked for; that it does not have it is no failure. */
  void failed(RegistryEndpoint mirror, IOException failure) {
    if (failure instanceof AnswerException answer && answer.status() == NOT_FOUND) {
      return;
    }
    if (FAILED.add(mirror.name())) {
      warnings.accept(
          "mirror of "
              + registry
              + ": "
              + mirror.words().explain(failure).getMessage()
              + "; it is not asked any more, "
              + registry
              + " is");
    }
  }
}
