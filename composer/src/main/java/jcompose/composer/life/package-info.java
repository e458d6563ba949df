/**
 * A container's life after its start: what follows from its end, and what is remembered of it.
 * Pure, but for the file. May use model and the engine's door and state.
 */
@org.jspecify.annotations.NullMarked
package jcompose.composer.life;
