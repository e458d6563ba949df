/** Capabilities, masked paths and device rules. */
@NullMarked
package jcompose.engine.security;

import org.jspecify.annotations.NullMarked;
