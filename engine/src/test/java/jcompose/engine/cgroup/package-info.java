/** Layouts, settings and device programs as text; groups on the real kernel. */
@NullMarked
package jcompose.engine.cgroup;

import org.jspecify.annotations.NullMarked;
