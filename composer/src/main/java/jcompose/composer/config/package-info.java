/**
 * The project as {@code config} shows it: the merged tree in its canonical form, with defaults,
 * checked for consistency, without what is not used. Uses load, tree, shape, yaml.
 */
@NullMarked
package jcompose.composer.config;

import org.jspecify.annotations.NullMarked;
