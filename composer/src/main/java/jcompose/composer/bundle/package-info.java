/** Bundles: a project with everything that it needs, in one archive. */
@NullMarked
package jcompose.composer.bundle;

import org.jspecify.annotations.NullMarked;
