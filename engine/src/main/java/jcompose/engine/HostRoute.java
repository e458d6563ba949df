package jcompose.engine;

import jcompose.engine.spec.IpPrefix;

/**
 * Addresses that the host finds on one of its links.
 *
 * @param target the network, which is not everything
 * @param link the link's name
 */
public record HostRoute(IpPrefix target, String link) {}
