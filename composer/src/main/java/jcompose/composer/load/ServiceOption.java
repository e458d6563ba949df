package jcompose.composer.load;

import java.util.List;

/**
 * An option of the command line that says what an attribute of a service would.
 *
 * @param name as the user knows it, for example {@code --memory}
 * @param key the attribute, for example {@code mem_limit}
 * @param kind how the values become the attribute's
 * @param values what was given, in order
 */
public record ServiceOption(String name, String key, Kind kind, List<String> values) {
  /** How an option's values are read. */
  public enum Kind {
    /** It is there or not. */
    FLAG,
    /** The last value is the attribute's. */
    TEXT,
    /** Each value is an item of a list. */
    LIST,
    /** The same, and one that is given without any value, or an empty one, clears it. */
    WORDS,
    /** Each value is an entry, {@code NAME=VALUE}. */
    ENTRIES,
    /** Each value is a limit, {@code NAME=SOFT[:HARD]}. */
    LIMITS,
    /** Each value is a file of lines {@code NAME=VALUE}, taken as they are. */
    RAW_FILES,
    /** Each value is a mount in the short syntax; volumes that it names need no declaration. */
    MOUNTS,
    /** A number of seconds. */
    SECONDS
  }

  /** Copies the list. */
  public ServiceOption {
    values = List.copyOf(values);
  }
}
