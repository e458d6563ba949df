/**
 * One class for each attribute of a service: its forms and what {@code config} makes of them, how
 * two files merge, and what is refused in which words.
 */
@NullMarked
package jcompose.composer.config.attribute;

import org.jspecify.annotations.NullMarked;
