package jcompose.engine.spec;

/**
 * A namespace's place in a network.
 *
 * @param network the network, which is there
 * @param endpoint the link in the namespace
 */
public record AttachmentSpec(NetworkSpec network, EndpointSpec endpoint) {}
