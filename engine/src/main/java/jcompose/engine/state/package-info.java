/**
 * Files that are there whole or not at all, locks between processes, trees that go completely, and
 * records as JSON. Uses {@code linux} only to delete trees, so that a command which merely reads
 * state loads no native library.
 */
@NullMarked
package jcompose.engine.state;

import org.jspecify.annotations.NullMarked;
