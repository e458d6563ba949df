package jcompose.engine.launch;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jcompose.engine.program.Program;
import jcompose.engine.spec.NamespaceType;

/**
 * A process to make.
 *
 * @param name what messages call it
 * @param program what it does
 * @param made the namespaces that are made for it
 * @param pidNamespace a descriptor of the PID namespace that it is born in: a pidfd or a file
 * @param inherited this process's descriptors by the names that the program has for them
 * @param mapping gives its new user namespace ids
 * @param time the time namespace that it runs in, when that is not this process's
 */
public record Launch(
    String name,
    Program program,
    Set<NamespaceType> made,
    OptionalInt pidNamespace,
    Map<String, Integer> inherited,
    Optional<ChildMapping> mapping,
    Optional<OtherTime> time) {
  /** Copies the collections. */
  public Launch {
    made = Set.copyOf(made);
    inherited = Map.copyOf(inherited);
  }

  /** A process in the user and the time namespace of this one. */
  public Launch(
      String name,
      Program program,
      Set<NamespaceType> made,
      OptionalInt pidNamespace,
      Map<String, Integer> inherited) {
    this(name, program, made, pidNamespace, inherited, Optional.empty(), Optional.empty());
  }

  /** The same process with its ids mapped. */
  public Launch with(ChildMapping ids) {
    return new Launch(name, program, made, pidNamespace, inherited, Optional.of(ids), time);
  }

  /** The same process in another time namespace, if one is given. */
  public Launch in(Optional<OtherTime> namespace) {
    return new Launch(name, program, made, pidNamespace, inherited, mapping, namespace);
  }
}
