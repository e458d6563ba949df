/** What a person sees: colours, prefixes, tables, progress. */
@NullMarked
package jcompose.composer.console;

import org.jspecify.annotations.NullMarked;
