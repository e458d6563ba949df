/** How a project came up, as a picture: pure. */
@NullMarked
package jcompose.composer.timeline;

import org.jspecify.annotations.NullMarked;
