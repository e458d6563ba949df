package jcompose.engine.spec;

/**
 * A line of /etc/hosts.
 *
 * @param address an IP address, without brackets
 * @param name a host name
 */
public record HostEntry(String address, String name) {}
