/** Reaches what jib keeps package-private here: how a registry's challenge is answered. */
@NullMarked
package com.google.cloud.tools.jib.registry;

import org.jspecify.annotations.NullMarked;
