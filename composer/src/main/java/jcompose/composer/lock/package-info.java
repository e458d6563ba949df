/** The lock file: which images and which files a project was made with. */
@NullMarked
package jcompose.composer.lock;

import org.jspecify.annotations.NullMarked;
