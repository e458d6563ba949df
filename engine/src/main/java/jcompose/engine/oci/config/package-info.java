/**
 * A bundle's {@code config.json} as records, in the OCI runtime specification's words: 1.0 to 1.3,
 * the parts for Linux. What a record holds is valid on its own; {@code ConfigRules} checks the
 * whole. Uses only {@code state} (JSON), {@code security} (names) and the engine's errors.
 */
@NullMarked
package jcompose.engine.oci.config;

import org.jspecify.annotations.NullMarked;
