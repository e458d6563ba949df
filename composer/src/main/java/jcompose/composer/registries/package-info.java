/**
 * What the user's and the system's files say of registries: mirrors, certificates, http. Uses yaml
 * and model.
 */
@NullMarked
package jcompose.composer.registries;

import org.jspecify.annotations.NullMarked;
