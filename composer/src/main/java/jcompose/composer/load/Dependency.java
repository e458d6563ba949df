package jcompose.composer.load;

/**
 * A service that another one names.
 *
 * @param service the name of the one that is needed
 * @param required whether it must be enabled
 * @param attribute where it is named
 */
record Dependency(String service, boolean required, Attribute attribute) {}
