/** The errors that all of the composer's packages share. Uses only the JDK. */
@NullMarked
package jcompose.composer;

import org.jspecify.annotations.NullMarked;
