package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operands of {@code up} and its like: what ends in .yml, .yaml or .tar is a file, everything
 * else a service.
 *
 * @param files in the order given
 * @param services in the order given
 */
record Operands(List<Path> files, List<String> services) {
  static Operands of(List<String> operands) {
    List<Path> files = new ArrayList<>();
    List<String> services = new ArrayList<>();
    for (String operand : operands) {
      if (operand.endsWith(".yml") || operand.endsWith(".yaml") || isBundle(operand)) {
        files.add(Path.of(operand));
      } else {
        services.add(operand);
      }
    }
    return new Operands(files, services);
  }

  private static boolean isBundle(String operand) {
    return operand.endsWith(".tar");
  }

  /**
   * The bundle among the files.
   *
   * @throws UsageException when there are other files beside it
   */
  Optional<Path> bundle() {
    Optional<Path> bundle = files.stream().filter(file -> isBundle(file.toString())).findFirst();
    if (bundle.isPresent() && files.size() > 1) {
      throw new UsageException(
          bundle.get() + " is a whole project: no other file can be named beside it");
    }
    return bundle;
  }

  /** The same with other files. */
  Operands withFiles(List<Path> others) {
    return new Operands(others, services);
  }
}
