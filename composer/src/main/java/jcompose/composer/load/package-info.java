/**
 * From files to a project in phases: find, parse, interpolate, merge, bind, validate. Uses yaml and
 * model.
 */
@NullMarked
package jcompose.composer.load;

import org.jspecify.annotations.NullMarked;
