package jcompose.engine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test after which there is a mount, cgroup, network interface, child process, table of
 * packet rules, a process that names the test's {@link Sandbox}, or in that sandbox a FIFO or
 * socket, that was not there before. On a class, what {@code @BeforeAll} starts has to be gone
 * after {@code @AfterAll}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LeakCheck.class)
public @interface LeavesNothing {}
