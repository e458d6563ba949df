/** FIFOs, the pump that moves them to files, and readers that follow those files. */
@NullMarked
package jcompose.engine.log;

import org.jspecify.annotations.NullMarked;
