/**
 * Reaches what jib keeps package-private here: its HTTP client without retries, requests with a
 * range.
 */
@NullMarked
package com.google.cloud.tools.jib.http;

import org.jspecify.annotations.NullMarked;
