package jcompose.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcompose.engine.cgroup.Cgroups;
import jcompose.engine.cgroup.GroupPlan;
import jcompose.engine.cgroup.GroupSteps;
import jcompose.engine.launch.NetworkSpare;
import jcompose.engine.launch.OtherTime;
import jcompose.engine.launch.UserNamespaces;
import jcompose.engine.security.SeccompFilters;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;

/** A container's birth in words that are its system calls. */
final class Explanation {
  private static final List<String> SHARING = List.of("VM", "VFORK");

  /** Memory of its own: who shares it cannot be in another time namespace. */
  private static final List<String> COPYING = List.of("VFORK");

  private Explanation() {}

  /** From the first folder to the program's first instruction. */
  static String whole(EngineDirectories directories, ContainerSpec spec) {
    Cgroups cgroups = Cgroups.detect(directories.cgroupParent());
    BirthLookup lookup =
        new BirthLookup(
            directories, Machine.read(), new SeccompFilters(directories.filters()), cgroups);
    GroupPlan plan = lookup.groups(spec);
    Birth birth = lookup.foresee(spec, plan);
    GroupSteps groups = plan.steps();
    List<String> lines = new ArrayList<>();
    lines.add("# this process prepares cgroups, files and descriptors");
    lines.addAll(groups.made());
    cgroups.leftOut(spec.resources()).forEach(line -> lines.add("# " + line));
    ContainerFolder folder = new ContainerFolder(directories, spec.id());
    lines.addAll(new ContainerFiles(directories, spec, folder).explanation());
    lines.addAll(network(birth));
    lines.addAll(descriptors(birth, folder));
    lines.addAll(prepared(birth));
    lines.add("# a thread of its own makes the container's process");
    lines.addAll(groups.entered());
    lines.addAll(ahead(birth));
    lines.addAll(joined(birth));
    lines.addAll(clone(birth, groups.intoGroup()));
    lines.add("# the container's process");
    lines.addAll(ContainerProgram.of(birth).toString().lines().toList());
    if (!groups.launched().isEmpty()) {
      lines.add("# this process, when the program has begun");
      lines.addAll(groups.launched());
    }
    return String.join("\n", lines) + "\n";
  }

  static String of(Birth birth) {
    List<String> lines = new ArrayList<>(network(birth));
    lines.addAll(prepared(birth));
    lines.addAll(ahead(birth));
    lines.addAll(joined(birth));
    lines.addAll(clone(birth, false));
    return String.join("\n", lines) + "\n" + ContainerProgram.of(birth);
  }

  private static List<String> network(Birth birth) {
    return ContainerProgram.networkIsReady(birth.spec())
        ? NetworkSpare.TEXT.lines().toList()
        : List.of();
  }

  /** The root, in the place of a descriptor that is there already. */
  private static List<String> ahead(Birth birth) {
    List<String> lines = new ArrayList<>();
    RootAhead.of(birth.spec(), birth.root(), birth.machine())
        .ifPresent(
            program -> {
              lines.add(
                  "<" + RootAhead.NAME + "> = openat(CWD, \"/dev/null\", O_RDONLY|O_CLOEXEC)");
              lines.addAll(program.toString().lines().toList());
            });
    return lines;
  }

  /** By two short processes, for a container in a user namespace. */
  private static List<String> prepared(Birth birth) {
    List<String> lines = new ArrayList<>();
    if (birth.spec().namespaces().users().isPresent()) {
      lines.add(clone(SHARING, Set.of(NamespaceType.USER), false));
      lines.addAll(UserNamespaces.program().toString().lines().toList());
      lines.add(clone(SHARING, Set.of(NamespaceType.MOUNT), false));
      lines.addAll(PreparationProgram.of(birth).toString().lines().toList());
    }
    return lines;
  }

  private static List<String> joined(Birth birth) {
    return Join.of(birth.spec().namespaces()).stream()
        .filter(join -> join.types().contains(NamespaceType.PID))
        .map(join -> "setns(<" + join.name() + ">, PID)")
        .toList();
  }

  private static List<String> clone(Birth birth, boolean intoGroup) {
    Optional<OtherTime> time = OtherTime.of(birth.spec().namespaces().mode(NamespaceType.TIME));
    List<String> lines = new ArrayList<>(time.map(OtherTime::explanation).orElse(List.of()));
    List<String> memory = time.isPresent() ? COPYING : SHARING;
    lines.add(clone(memory, ContainerProgram.made(birth), intoGroup));
    return lines;
  }

  private static String clone(List<String> memory, Set<NamespaceType> made, boolean intoGroup) {
    return Stream.of(
            memory.stream(),
            Stream.of("PIDFD", "CLEAR_SIGHAND"),
            intoGroup ? Stream.of("INTO_CGROUP") : Stream.<String>of(),
            made.stream().sorted().map(type -> "NEW" + type.name()))
        .flatMap(flags -> flags)
        .collect(Collectors.joining("|", "clone3(", ")"));
  }

  private static List<String> descriptors(Birth birth, ContainerFolder folder) {
    List<String> lines = new ArrayList<>();
    for (Join join : Join.of(birth.spec().namespaces())) {
      lines.add(
          "<"
              + join.name()
              + "> = "
              + (join.source() instanceof NamespaceMode.OfPath of
                  ? "openat(CWD, \"" + of.path() + "\", O_RDONLY|O_CLOEXEC)"
                  : "pidfd_open(its first process, 0)"));
    }
    ResolvedProcess process = birth.process();
    if (process.terminal()) {
      lines.add(
          "<terminal socket> = socketpair(AF_UNIX)  # the terminal's master comes back by it");
      return lines;
    }
    if (process.stdinOpen()) {
      lines.addAll(fifo(ProcessProgram.STDIN, process, folder));
    }
    for (String name : List.of(ProcessProgram.STDOUT, ProcessProgram.STDERR)) {
      lines.addAll(
          birth.spec().log().discarded()
              ? List.of("<" + name + "> = openat(CWD, \"/dev/null\", O_RDWR|O_CLOEXEC)")
              : fifo(name, process, folder));
    }
    return lines;
  }

  private static List<String> fifo(String name, ResolvedProcess process, ContainerFolder folder) {
    String path = "\"" + folder.runFile(name) + "\"";
    return List.of(
        "mknodat(CWD, " + path + ", FIFO|0600)",
        "fchownat(CWD, "
            + path
            + ", "
            + process.credentials().uid()
            + ", "
            + process.credentials().gid()
            + ", 0)",
        "<" + name + "> = openat(CWD, " + path + ", O_RDWR|O_CLOEXEC)");
  }
}
