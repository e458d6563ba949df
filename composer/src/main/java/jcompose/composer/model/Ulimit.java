package jcompose.composer.model;

/**
 * A limit of each process of a service: setrlimit(2).
 *
 * @param name for example {@code nofile}
 * @param soft what counts; -1 means unlimited
 * @param hard what it may be raised to; -1 means unlimited
 */
public record Ulimit(String name, long soft, long hard) {}
