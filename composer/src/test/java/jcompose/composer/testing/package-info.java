/**
 * What the integration tests drive the command with: the command itself, real registries, images.
 */
@NullMarked
package jcompose.composer.testing;

import org.jspecify.annotations.NullMarked;
