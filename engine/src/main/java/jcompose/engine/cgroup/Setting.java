package jcompose.engine.cgroup;

import java.util.Optional;

/**
 * A value to be written to a file of a group.
 *
 * @param controller whose file it is
 * @param file its name, for example {@code memory.max}
 * @param value the text to write
 * @param field what the user calls it, for example {@code memory limit 64000000}
 * @param optional whether a kernel without the file is fine
 * @param otherwise what is written in its place on a kernel without the file
 */
record Setting(
    Controller controller,
    String file,
    String value,
    String field,
    boolean optional,
    Optional<Setting> otherwise) {
  static Setting required(Controller controller, String file, Object value, String field) {
    return new Setting(controller, file, value.toString(), field, false, Optional.empty());
  }

  static Setting optional(Controller controller, String file, Object value, String field) {
    return new Setting(controller, file, value.toString(), field, true, Optional.empty());
  }

  /** The same setting, for which older or newer kernels have another file. */
  Setting orElse(String otherFile, Object otherValue) {
    Setting other = required(controller, otherFile, otherValue, field);
    return new Setting(controller, file, value, field, optional, Optional.of(other));
  }

  /** The setting as tests and messages show it: {@code memory.max = 64000000}. */
  String text() {
    return file
        + " = "
        + value
        + (optional ? " if there" : "")
        + otherwise.map(other -> " or " + other.text()).orElse("");
  }
}
