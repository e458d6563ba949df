/** Carries plans out through the engine. Uses plan, image and model. */
@NullMarked
package jcompose.composer.run;

import org.jspecify.annotations.NullMarked;
