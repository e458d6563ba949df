package jcompose.engine.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What becomes of a test that cannot run here: a skip with its reason, or a failure in CI. */
final class Requirement {
  private Requirement() {}

  /** Something that {@code ./test} provides is not there. */
  static ConditionEvaluationResult missing(ExtensionContext context, String reason) {
    if (Boolean.getBoolean("jcompose.requireAll")) {
      throw new ExtensionConfigurationException(
          context.getDisplayName() + " " + reason + " (jcompose.requireAll forbids skipping it)");
    }
    System.err.println("skipped: " + context.getDisplayName() + " " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
