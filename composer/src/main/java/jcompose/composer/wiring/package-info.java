/**
 * A project's networks on this machine: what the plan of addresses says, made by the engine, with
 * names and ports. Nothing of it but {@link jcompose.composer.wiring.WiringFile} is loaded for a
 * project whose services are in no network. May use {@code network}, {@code dns}, {@code model} and
 * the engine's door.
 */
@NullMarked
package jcompose.composer.wiring;

import org.jspecify.annotations.NullMarked;
