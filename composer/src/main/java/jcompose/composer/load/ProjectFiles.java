package jcompose.composer.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the first phase finds.
 *
 * @param files the Compose files in the order in which they are merged
 * @param directory the project's absolute folder
 * @param environment the user's environment over the .env files
 */
record ProjectFiles(List<Path> files, Path directory, Map<String, String> environment) {}
