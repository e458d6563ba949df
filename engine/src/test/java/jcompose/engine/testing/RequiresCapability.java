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

/** The test needs a right that not every root has; in the virtual machine root has all of them. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCapability.Condition.class)
public @interface RequiresCapability {
  /** For example {@code CAP_SYS_RESOURCE}. */
  String value();

  /** Looks at the effective set. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), RequiresCapability.class)
          .map(RequiresCapability::value)
          .filter(name -> !Machine.hasCapability(name))
          .map(name -> ConditionEvaluationResult.disabled(name + " is missing here, not in the vm"))
          .orElseGet(() -> ConditionEvaluationResult.enabled("capability is there"));
    }
  }
}
