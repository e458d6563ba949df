@NullMarked
package jcompose.composer.image;

import org.jspecify.annotations.NullMarked;
