/**
 * System calls and native memory; the only package that sees jffi and jnr-ffi. Uses nothing else of
 * the engine.
 */
@NullMarked
package jcompose.engine.linux;

import org.jspecify.annotations.NullMarked;
