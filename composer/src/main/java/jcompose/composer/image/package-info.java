/**
 * Image references, registries, the store of images; the only package that sees jib-core. Uses the
 * engine's layer store and registries.
 */
@NullMarked
package jcompose.composer.image;

import org.jspecify.annotations.NullMarked;
