package jcompose.engine;

/**
 * Why a container could not be started, known before anything is made.
 *
 * @param field what is wrong, in the OCI runtime specification's words: {@code root}, {@code
 *     process.user}, {@code linux.devices[0]}, {@code linux.namespaces}, {@code
 *     linux.namespaces.network}, {@code linux.resources.cpu.cpus}, {@code linux.resources}
 * @param message in words for the user, without the field
 */
public record SpecProblem(String field, String message) {}
