/** Projects and services as immutable records in the Compose Specification's terms. */
@NullMarked
package jcompose.composer.model;

import org.jspecify.annotations.NullMarked;
