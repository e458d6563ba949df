package jcompose.composer.config;

/**
 * Which phases of {@code config} run.
 *
 * @param interpolates whether variables are put in
 * @param normalizes whether defaults are made explicit
 * @param resolvesPaths whether relative paths are made absolute
 * @param resolvesVariables whether the files of variables and labels are read
 * @param checks whether the services are checked against each other
 */
public record ConfigOptions(
    boolean interpolates,
    boolean normalizes,
    boolean resolvesPaths,
    boolean resolvesVariables,
    boolean checks) {}
