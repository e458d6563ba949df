/**
 * The engine's door: containers are created, started, watched, entered and deleted here. What
 * callers see besides is {@code spec}, {@code log} and {@code state}.
 */
@NullMarked
package jcompose.engine;

import org.jspecify.annotations.NullMarked;
