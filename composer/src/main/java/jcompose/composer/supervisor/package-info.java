/**
 * The process that holds a project, and the socket through which commands speak to it. Uses run.
 */
@NullMarked
package jcompose.composer.supervisor;

import org.jspecify.annotations.NullMarked;
