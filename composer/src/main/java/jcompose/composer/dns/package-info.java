/**
 * A project's names: what is answered (pure), the server on the sockets that it is given, and the
 * questions that go on to other servers. The only package that sees dnsjava. May use {@code
 * network} and {@code model}. Nothing of it is loaded for a project without a network.
 */
@NullMarked
package jcompose.composer.dns;

import org.jspecify.annotations.NullMarked;
