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

/**
 * The test needs the memory controller in this version of cgroups.
 *
 * <p>No machine has it in both, so that a skip is never a failure: version 2 is covered by the vm
 * stage of {@code ./test} where the machine itself has version 1.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCgroup.Condition.class)
public @interface RequiresCgroup {
  /** The version. */
  CgroupVersion value();

  /** A version of the cgroup interface. */
  enum CgroupVersion {
    V1,
    V2
  }

  /** Looks for the memory controller among the mounted hierarchies. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      CgroupVersion needed =
          AnnotationSupport.findAnnotation(context.getElement(), RequiresCgroup.class)
              .orElseThrow()
              .value();
      if (Machine.memoryController(needed)) {
        return ConditionEvaluationResult.enabled(needed + " is here");
      }
      return Requirement.elsewhere(
          context,
          needed == CgroupVersion.V2
              ? "needs cgroup v2 with controllers: covered by the vm stage"
              : "needs cgroup v1: covered on machines that mount it");
    }
  }
}
