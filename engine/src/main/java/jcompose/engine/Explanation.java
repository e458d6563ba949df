package jcompose.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.spec.NamespaceType;

/** A container's birth in words that are its system calls. */
final class Explanation {
  private Explanation() {}

  static String of(Birth birth) {
    List<Join> joins = Join.of(birth.spec().namespaces());
    String joined =
        joins.stream()
            .filter(join -> join.types().contains(NamespaceType.PID))
            .map(join -> "setns(<" + join.name() + ">, PID)\n")
            .collect(Collectors.joining());
    String prepared =
        birth.spec().namespaces().users().isEmpty()
            ? ""
            : clone(Set.of(NamespaceType.USER))
                + MountPreparation.namespace()
                + clone(Set.of(NamespaceType.MOUNT))
                + PreparationProgram.of(birth);
    return prepared + joined + clone(ContainerProgram.made(birth)) + ContainerProgram.of(birth);
  }

  private static String clone(Set<NamespaceType> made) {
    return Stream.concat(
            Stream.of("VM", "VFORK", "PIDFD", "CLEAR_SIGHAND"),
            made.stream().sorted().map(type -> "NEW" + type.name()))
        .collect(Collectors.joining("|", "clone3(", ")\n"));
  }
}
