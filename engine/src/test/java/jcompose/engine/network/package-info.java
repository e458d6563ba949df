/** Networks: requests and rules as text; bridges, ports and traffic on the real kernel. */
@NullMarked
package jcompose.engine.network;

import org.jspecify.annotations.NullMarked;
