/** Runs programs of system calls in a new process and reads their results back. */
@NullMarked
package jcompose.engine.launch;

import org.jspecify.annotations.NullMarked;
