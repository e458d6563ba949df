/**
 * A container's root: overlay, mounts, devices decided as programs; layers unpacked and looked into
 * without following links out.
 */
@NullMarked
package jcompose.engine.rootfs;

import org.jspecify.annotations.NullMarked;
