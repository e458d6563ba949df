/** The one class that has to live in jib's own package, to reach what is package-private there. */
@NullMarked
package com.google.cloud.tools.jib.http;

import org.jspecify.annotations.NullMarked;
