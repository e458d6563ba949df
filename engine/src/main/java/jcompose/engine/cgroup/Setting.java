package jcompose.engine.cgroup;

/**
 * A value to be written to a file of a group.
 *
 * @param controller whose file it is
 * @param file its name, for example {@code memory.max}
 * @param value the text to write
 * @param field what the user calls it, for example {@code memory limit 64000000}
 * @param optional whether a kernel without the file is fine
 */
record Setting(Controller controller, String file, String value, String field, boolean optional) {
  static Setting required(Controller controller, String file, Object value, String field) {
    return new Setting(controller, file, value.toString(), field, false);
  }

  static Setting optional(Controller controller, String file, Object value, String field) {
    return new Setting(controller, file, value.toString(), field, true);
  }

  /** The setting as tests and messages show it: {@code memory.max = 64000000}. */
  String text() {
    return file + " = " + value + (optional ? " if there" : "");
  }
}
