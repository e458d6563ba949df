/**
 * A process's birth as data: a list of system calls that prints, and that a test can compare. Pure;
 * uses linux's names of calls only.
 */
@NullMarked
package jcompose.engine.program;

import org.jspecify.annotations.NullMarked;
