/** YAML nodes with their positions; the only package that sees snakeyaml-engine. */
@NullMarked
package jcompose.composer.yaml;

import org.jspecify.annotations.NullMarked;
