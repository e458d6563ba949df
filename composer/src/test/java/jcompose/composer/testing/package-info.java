/** Real registries and images for tests. */
@NullMarked
package jcompose.composer.testing;

import org.jspecify.annotations.NullMarked;
