package jcompose.engine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The test runs these programs of the host; {@code ./test} installs them. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCommand.Condition.class)
public @interface RequiresCommand {
  /** Names as found on PATH. */
  String[] value();

  /** Looks along PATH. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String[] needed =
          AnnotationSupport.findAnnotation(context.getElement(), RequiresCommand.class)
              .map(RequiresCommand::value)
              .orElse(new String[0]); // a method of a class that was asked already
      for (String command : needed) {
        if (Machine.command(command).isEmpty()) {
          return Requirement.missing(context, "needs the command " + command + ": ./test has it");
        }
      }
      return ConditionEvaluationResult.enabled("commands found");
    }
  }
}
