@NullMarked
package jcompose.engine.rootfs;

import org.jspecify.annotations.NullMarked;
