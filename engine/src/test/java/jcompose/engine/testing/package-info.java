/**
 * What tests of both modules stand on: annotations that say what a test needs, and the check that
 * it leaves nothing behind. Uses of the project only {@code jcompose.engine}.
 */
@NullMarked
package jcompose.engine.testing;

import org.jspecify.annotations.NullMarked;
