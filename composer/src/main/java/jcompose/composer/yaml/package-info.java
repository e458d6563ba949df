/**
 * YAML nodes with their positions; the only package that sees snakeyaml-engine. Uses {@code
 * model.Position}.
 */
@NullMarked
package jcompose.composer.yaml;

import org.jspecify.annotations.NullMarked;
