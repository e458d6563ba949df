package jcompose.composer.run;

import java.util.ArrayList;
import java.util.List;
import jcompose.composer.ComposerException;
import jcompose.engine.EngineException;
import jcompose.engine.ProgramNotRunException;

/** Failures of several services at once, reported together. */
final class Failures {
  private final List<RuntimeException> failures = new ArrayList<>();

  synchronized void add(RuntimeException failure) {
    failures.add(failure);
  }

  /** Throws one exception that says all, or does nothing when nothing failed. */
  synchronized void throwAny() {
    if (failures.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder();
    int exitCode = 0;
    for (RuntimeException failure : failures) {
      message.append(message.length() == 0 ? "" : "\n").append(describe(failure));
      exitCode = exitCode == 0 ? exitCode(failure) : exitCode;
    }
    StackException all = new StackException(message.toString(), exitCode);
    failures.forEach(all::addSuppressed);
    throw all;
  }

  private static String describe(RuntimeException failure) {
    String message = failure.getMessage();
    return failure instanceof EngineException || failure instanceof ComposerException
        ? String.valueOf(message)
        : "internal error: " + failure + "; run again with --debug and report it";
  }

  private static int exitCode(RuntimeException failure) {
    if (failure instanceof ProgramNotRunException notRun) {
      return notRun.exitCode();
    }
    return failure instanceof ComposerException known ? known.exitCode() : 1;
  }
}
