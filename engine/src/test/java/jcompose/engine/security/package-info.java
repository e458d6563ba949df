@NullMarked
package jcompose.engine.security;

import org.jspecify.annotations.NullMarked;
