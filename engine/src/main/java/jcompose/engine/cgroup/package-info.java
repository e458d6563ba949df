/**
 * Cgroup settings for v1, v2 and mixed machines, computed purely and written thinly. Uses linux and
 * spec.
 */
@NullMarked
package jcompose.engine.cgroup;

import org.jspecify.annotations.NullMarked;
