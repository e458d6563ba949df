/**
 * The phases that turn one tree of nodes into another, each driven by the shapes: merging, moving
 * to another folder, validating, the canonical form. Pure. Uses yaml and shape.
 */
@NullMarked
package jcompose.composer.tree;

import org.jspecify.annotations.NullMarked;
