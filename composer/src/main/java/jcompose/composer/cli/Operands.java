package jcompose.composer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
      if (operand.endsWith(".tar")) {
        throw new UsageException(
            operand + ": bundles (.tar) cannot be brought up yet; name a .yml or .yaml file");
      }
      if (operand.endsWith(".yml") || operand.endsWith(".yaml")) {
        files.add(Path.of(operand));
      } else {
        services.add(operand);
      }
    }
    return new Operands(files, services);
  }
}
