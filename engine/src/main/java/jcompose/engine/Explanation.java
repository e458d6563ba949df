package jcompose.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.launch.NetworkSpare;
import jcompose.engine.spec.NamespaceMode;
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
    String flags =
        Stream.concat(
                Stream.of("VM", "VFORK", "PIDFD", "CLEAR_SIGHAND"),
                ContainerProgram.made(birth).stream().sorted().map(type -> "NEW" + type.name()))
            .collect(Collectors.joining("|"));
    String made =
        birth.spec().namespaces().mode(NamespaceType.NETWORK) instanceof NamespaceMode.Private
            ? NetworkSpare.TEXT
            : "";
    return made + joined + "clone3(" + flags + ")\n" + ContainerProgram.of(birth);
  }
}
