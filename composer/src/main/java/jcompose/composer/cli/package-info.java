/**
 * One class for each command; the only package that sees picocli. Uses supervisor, load and
 * console.
 */
@NullMarked
package jcompose.composer.cli;

import org.jspecify.annotations.NullMarked;
