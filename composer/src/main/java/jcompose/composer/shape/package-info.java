/**
 * What each attribute of a Compose file looks like, as data: its type, its short form, what is
 * required, how two of them merge, in which order {@code config} prints them. Uses nothing.
 */
@NullMarked
package jcompose.composer.shape;

import org.jspecify.annotations.NullMarked;
