/**
 * {@code jcompose engine}: the command line of an OCI runtime, as callers of runc expect it. Uses
 * {@code engine.oci} and picocli; of the rest of the composer nothing is loaded for it.
 */
@NullMarked
package jcompose.composer.cli.engine;

import org.jspecify.annotations.NullMarked;
