/**
 * What a container is: immutable records in the OCI runtime specification's terms. Uses only the
 * JDK.
 */
@NullMarked
package jcompose.engine.spec;

import org.jspecify.annotations.NullMarked;
