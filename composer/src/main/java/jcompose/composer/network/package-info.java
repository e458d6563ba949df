/**
 * The addresses of a project, decided from the project and what is taken on this machine; pure. May
 * use {@code model}.
 */
@NullMarked
package jcompose.composer.network;

import org.jspecify.annotations.NullMarked;
