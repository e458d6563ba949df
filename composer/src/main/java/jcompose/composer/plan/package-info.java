/**
 * What is there against what is wanted: a plan that prints. Pure; uses model and the engine's
 * records.
 */
@NullMarked
package jcompose.composer.plan;

import org.jspecify.annotations.NullMarked;
