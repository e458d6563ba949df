package jcompose.engine;

/**
 * A network that is there.
 *
 * @param project whose it is
 * @param name its own
 * @param link the bridge's name
 * @param up whether it is up
 */
public record NetworkState(String project, String name, String link, boolean up) {}
