/**
 * Networks of containers: rtnetlink's messages, namespaces, bridges, ports, rules, impairments.
 * What is asked of the kernel is made and printed by pure code; sockets and files are thin. Uses
 * {@code linux}, {@code launch}, {@code program}, {@code spec} and {@code state}.
 */
@NullMarked
package jcompose.engine.network;

import org.jspecify.annotations.NullMarked;
