/**
 * The engine as an OCI runtime: containers made from bundles for podman, containerd and the like. A
 * container's life is spread over calls of a command line, between which no Java process exists.
 *
 * <p>{@code OciRuntime} is the door. Decisions are programs of system calls ({@code BirthProgram}
 * and what it is made of), printed and compared by tests; {@code Birth}, {@code HookRun} and {@code
 * ContainerLife} act. Uses the engine's packages below it; only the command line uses it.
 */
@NullMarked
package jcompose.engine.oci;

import org.jspecify.annotations.NullMarked;
