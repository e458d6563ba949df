/** Files that are there whole or not at all, and records as JSON. */
@NullMarked
package jcompose.engine.state;

import org.jspecify.annotations.NullMarked;
