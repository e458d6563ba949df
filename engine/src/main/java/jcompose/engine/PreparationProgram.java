package jcompose.engine;

import java.util.List;
import jcompose.engine.program.ProcessCalls;
import jcompose.engine.program.Program;
import jcompose.engine.program.ProgramBuilder;
import jcompose.engine.program.TerminalCalls;
import jcompose.engine.rootfs.MappedMounts;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/**
 * Writes the program of the process that opens what a container in a user namespace cannot: its
 * root, whose overlay the initial user namespace mounts, binds whose files its users own, devices.
 * They are sent to the parent, for the container to inherit.
 */
final class PreparationProgram {
  static final String SOCKET = "mount socket";
  static final String NAMESPACE = "user namespace";
  private static final int SOCKET_AT = 3;
  private static final int NAMESPACE_AT = 4;

  private PreparationProgram() {}

  /** The program. */
  static Program of(Birth birth) {
    ProgramBuilder program = new ProgramBuilder();
    program.add(ProcessCalls.dup(SOCKET, SOCKET_AT), ProcessCalls.dup(NAMESPACE, NAMESPACE_AT));
    program.closeFrom(NAMESPACE_AT + 1);
    NamespaceMode.Mapped users = birth.spec().namespaces().users().orElseThrow();
    // An overlay makes its own files as the one who mounted it, who needs an id among those.
    program.add(
        ProcessCalls.makeFilesAs(users.hostUid(0).orElseThrow(), users.hostGid(0).orElseThrow()));
    MappedMounts mounts = mounts(birth);
    List<Integer> trees = mounts.open(program, NAMESPACE_AT);
    trees.forEach(tree -> program.add(TerminalCalls.send(SOCKET_AT, tree)));
    program.add(ProcessCalls.exit());
    return program.build();
  }

  /** What is opened, in the order in which it is sent. */
  static MappedMounts mounts(Birth birth) {
    boolean ownNetwork =
        birth.spec().namespaces().mode(NamespaceType.NETWORK) instanceof NamespaceMode.Private;
    return new MappedMounts(
        birth.root(),
        birth.mounts(),
        birth.groups(),
        birth.runFolder(),
        !ownNetwork && !birth.mountsOn("/sys"),
        !birth.mountsOn("/dev"),
        birth.spec().security().mountLabel());
  }
}
