package jcompose.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import jcompose.engine.cgroup.GroupFolder;
import jcompose.engine.program.Argument;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.security.Credentials;
import jcompose.engine.security.SystemCallFilter;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.IdMapping;
import jcompose.engine.spec.IoPriority;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.Personality;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.Rlimit;
import jcompose.engine.spec.Scheduler;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.Test;

/** Programs as text: what a container is made of is read here, without root. */
class ContainerProgramTest {
  private static final Machine MACHINE = new Machine(0x1ffffffffffL, 0, List.of(), false);
  private static final String ID = "0123456789ab".repeat(6).substring(0, 64);

  private static Specs specs() {
    return Specs.of(Path.of("/layers/b"), "sh", "-c", "echo \"hi\"").id(ID);
  }

  private static Birth birth(ContainerSpec spec, PlacedMount... mounts) {
    Credentials root =
        new Credentials(
            0,
            0,
            List.of(),
            CapabilityNumbers.mask(Capabilities.DOCKER_DEFAULT),
            false,
            Optional.of(
                new SystemCallFilter(
                    "default", new Argument.Word(4, "SPEC_ALLOW"), ByteBuffer.allocate(24))),
            Optional.empty());
    return new Birth(
        spec,
        new OverlayRoot(
            List.of(Path.of("/layers/a"), Path.of("/layers/b")),
            Path.of("/c/upper"),
            Path.of("/c/work"),
            Path.of("/r/merged")),
        new ResolvedProcess(
            spec.process().args(),
            List.of("PATH=/bin:/sbin", "HOME=/root"),
            "/srv",
            root,
            spec.process().terminal(),
            spec.process().stdinOpen(),
            spec.process().attributes(),
            spec.init()),
        PlacedMount.ordered(List.of(mounts)),
        List.of(),
        MACHINE,
        List.of(
            new GroupFolder(Path.of("/cg/memory/jcompose/c"), "memory"),
            new GroupFolder(Path.of("/cg/cpu,cpuacct/jcompose/c"), "cpu,cpuacct")));
  }

  private static String text(Birth birth) {
    return Explanation.of(birth);
  }

  @Test
  void isReadAsAWhole() throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(ContainerProgramTest.class.getResourceAsStream("container.txt"))) {
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8),
          text(
              birth(
                  specs().build(),
                  new PlacedMount(new Mount.Bind(Path.of("/host/d"), "/data", true), true),
                  new PlacedMount(new Mount.Bind(Path.of("/r/hosts"), "/etc/hosts", false), false),
                  new PlacedMount(new Mount.Tmpfs("/tmp", "size=1m", false), true),
                  new PlacedMount(
                      new Mount.FileSystem("cgroup", "cgroup", "/sys/fs/cgroup", List.of("ro")),
                      true))));
    }
  }

  @Test
  void mountsProcAfterEveryTargetIsResolved() {
    String text =
        text(
            birth(
                specs().build(),
                new PlacedMount(new Mount.Bind(Path.of("/host/d"), "/data", false), true)));
    assertTrue(text.indexOf("openat2(CWD, \"/data\"") < text.indexOf("mount(\"proc\""), text);
    assertTrue(text.indexOf("umount2") < text.indexOf("openat2(CWD, \"/data\""), text);
  }

  @Test
  void entersARootThatWasOpenedAhead() {
    Machine newer = new Machine(MACHINE.boundingSet(), 0, List.of(), true);
    Birth birth = birth(specs().build());
    String text =
        text(
            new Birth(
                birth.spec(),
                birth.root(),
                birth.process(),
                birth.mounts(),
                birth.devices(),
                newer,
                birth.groups()));
    assertTrue(
        text.contains(
            """
            <root> = openat(CWD, "/dev/null", O_RDONLY|O_CLOEXEC)
            fsopen("overlay", CLOEXEC)
            fsconfig(<fsopen>, SET_STRING, "source", "overlay")
            fsconfig(<fsopen>, SET_STRING, "lowerdir+", "/layers/b")
            fsconfig(<fsopen>, SET_STRING, "lowerdir+", "/layers/a")
            fsconfig(<fsopen>, SET_STRING, "upperdir", "/c/upper")
            fsconfig(<fsopen>, SET_STRING, "workdir", "/c/work")
            fsconfig(<fsopen>, CMD_CREATE, NULL, NULL)
            fsmount(<fsopen>, CLOEXEC, 0)
            close(<fsopen>)
            dup3(<fsmount>, <root>, O_CLOEXEC)
            close(<fsmount>)
            clone3(\
            """),
        text);
    inOrder(
        text,
        "dup3(<root>, 3, 0)\n",
        "close_range(4, MAX, 0)\n",
        "mount(NULL, \"/\", NULL, REC|PRIVATE)\n",
        """
        move_mount(3, "", CWD, "/", F_EMPTY_PATH|T_SYMLINKS)
        fchdir(3)
        pivot_root(".", ".")
        """,
        "close(3)\n");
    assertFalse(text.contains("mount(\"overlay\""), text);
  }

  @Test
  void joinsBeforeItClosesDescriptors() {
    NamespaceMode other = new NamespaceMode.OfContainer("f".repeat(64));
    String text =
        text(
            birth(
                specs()
                    .namespace(NamespaceType.NETWORK, other)
                    .namespace(NamespaceType.PID, other)
                    .namespace(NamespaceType.UTS, new NamespaceMode.Host())
                    .build()));
    assertTrue(text.startsWith("setns(<container ffffffffffff>, PID)\n"), text);
    assertTrue(text.contains("\nclone3(VM|VFORK|PIDFD|CLEAR_SIGHAND|NEWMOUNT|NEWIPC)\n"));
    assertTrue(text.contains("\nsetns(<container ffffffffffff>, NETWORK)\nclose_range(3"), text);
    assertFalse(text.contains("sethostname"), text);
    assertFalse(text.contains("SIOCSIFFLAGS"), text);
  }

  @Test
  void labelsFilesAndLeavesPathsOpenWhenAsked() {
    Security security =
        new Security(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("system_u:object_r:container_file_t:s0:c1,c2"),
            Optional.of(List.of()),
            Optional.of(List.of("/proc/bus")));
    String text = text(birth(specs().security(security).build()));
    assertTrue(
        text.contains("/c/work,context=\\\"system_u:object_r:container_file_t:s0:c1,c2\\\"\""),
        text);
    assertFalse(text.contains("/proc/keys"), text);
    assertFalse(text.contains("/proc/sysrq-trigger"), text);
    assertTrue(text.contains("mount(\"/proc/bus\", \"/proc/bus\""), text);
  }

  @Test
  void preparesTheMountsOfAUserNamespaceOutsideOfIt() {
    List<IdMapping> ids = List.of(new IdMapping(0, 1000, 10));
    String text =
        text(
            birth(
                specs().namespace(NamespaceType.USER, new NamespaceMode.Mapped(ids, ids)).build(),
                new PlacedMount(new Mount.Bind(Path.of("/host/d"), "/data", false), true)));
    assertTrue(
        text.startsWith(
            """
            clone3(VM|VFORK|PIDFD|CLEAR_SIGHAND|NEWUSER)
            close(<mapper>)
            write(<ready>, {1 byte}, 1)
            read(<mapped>, {1 byte}, 1)
            exit_group(0)
            clone3(VM|VFORK|PIDFD|CLEAR_SIGHAND|NEWMOUNT)
            dup3(<mount socket>, 3, 0)
            dup3(<user namespace>, 4, 0)
            close_range(5, MAX, 0)
            prctl(SET_SECUREBITS, NO_SETUID_FIXUP)
            setfsgid(1000)
            setfsuid(1000)
            mount(NULL, "/", NULL, REC|PRIVATE)
            mount("tmpfs", "/r/merged", "tmpfs", 0, "mode=700")
            mkdirat(CWD, "/r/merged/view", 0700)  # or EEXIST
            open_tree(CWD, "/layers/a", OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC)
            mount_setattr(5, "", AT_EMPTY_PATH, {+IDMAP, user namespace 4}, 32)
            """),
        text);
    assertTrue(
        text.contains(
            """
            move_mount(3, "", CWD, "/", F_EMPTY_PATH|T_SYMLINKS)
            fchdir(3)
            pivot_root(".", ".")
            """),
        text);
    int before = text.indexOf("mount(\"overlay\"");
    int entered = text.indexOf("NEWMOUNT|NEWUTS|NEWIPC|NEWPID|NEWNETWORK|NEWUSER");
    assertTrue(before > 0 && before < entered, text);
  }

  @Test
  void takesTheMemoryOfTheContainerWhoseIpcItJoins() {
    NamespaceMode other = new NamespaceMode.OfContainer("f".repeat(64));
    String text = text(birth(specs().namespace(NamespaceType.IPC, other).build()));
    assertTrue(text.contains("dup3(<container ffffffffffff>, 3, 0)\nclose_range(4, "), text);
    assertTrue(
        text.contains(
            """
            openat(CWD, "/proc/self/ns/mnt", O_CLOEXEC)
            setns(3, MOUNT)
            openat2(CWD, "/dev/shm", {O_PATH|O_DIRECTORY|O_CLOEXEC, NO_SYMLINKS}, 24)
            open_tree(5, "", OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC|AT_EMPTY_PATH)
            close(5)
            setns(4, MOUNT)
            close(4)
            close(3)
            """),
        text);
    assertFalse(text.contains("mount(\"shm\""), text);
  }

  @Test
  void makesNoRootInAnothersMountNamespace() {
    String text =
        text(
            birth(
                specs()
                    .namespace(NamespaceType.MOUNT, new NamespaceMode.OfContainer("f".repeat(64)))
                    .build()));
    assertFalse(text.contains("mount("), text);
  }

  @Test
  void hidesAndDropsNothingFromThePrivileged() {
    Birth birth = birth(specs().privileged().build());
    String text = text(birth);
    assertFalse(text.contains("/proc/kcore\", NULL"), text);
    assertTrue(text.contains("mount(\"sysfs\", \"/sys\", \"sysfs\", NOSUID|NODEV|NOEXEC)\n"), text);
  }

  @Test
  void saysWhenTheLayersAreTooMany() {
    List<Path> layers =
        IntStream.range(0, 500).mapToObj(i -> Path.of("/layers/" + "x".repeat(64) + i)).toList();
    EngineException failure =
        assertThrows(
            EngineException.class,
            () ->
                new OverlayRoot(layers, Path.of("/u"), Path.of("/w"), Path.of("/m")).operations());
    assertTrue(failure.getMessage().contains("500 layers"), failure.getMessage());
  }

  @Test
  void triesEachFolderOfPath() {
    assertEquals(List.of("/bin/sh", "/sbin/sh"), birth(specs().build()).process().candidates());
    Set<NamespaceType> made = EnumSet.allOf(NamespaceType.class);
    made.remove(NamespaceType.NETWORK); // which is ready beforehand
    made.remove(NamespaceType.CGROUP); // which the child makes, in its groups
    made.remove(NamespaceType.USER); // which is the host's unless it has ids
    made.remove(NamespaceType.TIME); // which is made before
    assertEquals(made, ContainerProgram.made(birth(specs().build())));
  }

  @Test
  void writesTheOomScoreWhileProcIsTheHostsAndSysctlsInTheNewOne() {
    Specs specs =
        specs()
            .sysctl(Map.of("net.ipv4.ip_forward", "1"))
            .attributes(
                new ProcessAttributes(
                    List.of(new Rlimit("RLIMIT_NOFILE", 10, Rlimit.INFINITY)),
                    OptionalInt.of(500),
                    OptionalInt.of(027),
                    Optional.of(new Personality("LINUX32", List.of("ADDR_NO_RANDOMIZE"))),
                    Optional.of(new Scheduler("SCHED_BATCH", 5, 0, List.of(), 0, 0, 0)),
                    Optional.of(new IoPriority("IOPRIO_CLASS_IDLE", 0)),
                    Optional.empty()));
    String text = text(birth(specs.build()));
    inOrder(
        text,
        "close_range(3, MAX, 0)",
        "openat(CWD, \"/proc/self/oom_score_adj\", O_WRONLY|O_CLOEXEC)",
        "write(3, \"500\", 3)",
        "close(3)",
        "pivot_root(",
        "mount(\"proc\", \"/proc\"",
        "openat(CWD, \"/proc/sys/net/ipv4/ip_forward\", O_WRONLY|O_CLOEXEC)",
        "write(3, \"1\", 1)",
        "mount(NULL, \"/proc/sys\", NULL, REMOUNT|BIND|RDONLY",
        "fchdir(",
        "personality(LINUX32|ADDR_NO_RANDOMIZE)",
        "sched_setattr(self, {SCHED_BATCH, nice=5, priority=0}, 0)",
        "ioprio_set(PROCESS, self, IOPRIO_CLASS_IDLE<<13|0)",
        "prlimit64(self, RLIMIT_NOFILE, {soft=10, hard=unlimited}, 0)",
        "umask(027)",
        "setgroups(");
  }

  private static void inOrder(String text, String... parts) {
    int at = 0;
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, part + " is not there, or too early, in\n" + text);
      at = found;
    }
  }

  @Test
  void refusesSysctlsOfTheHost() {
    assertEquals(
        "sysctl 'vm.swappiness' belongs to no namespace, a container cannot have its own; set it on"
            + " the host",
        refused("vm.swappiness", new NamespaceMode.Private()));
    assertEquals(
        "sysctl 'net.core.somaxconn' would change the host, whose net namespace the container"
            + " shares; set it on the host",
        refused("net.core.somaxconn", new NamespaceMode.Host()));
    assertEquals(
        refused("net.core.somaxconn", new NamespaceMode.Host()),
        refused("net.core.somaxconn", new NamespaceMode.OfPath(Path.of("/proc/self/ns/net"))));
    assertTrue(refused("net/../vm/swappiness", new NamespaceMode.Private()).contains("no namesp"));
  }

  private static String refused(String name, NamespaceMode network) {
    Namespaces namespaces = new Namespaces(Map.of(NamespaceType.NETWORK, network));
    return String.valueOf(
        assertThrows(EngineException.class, () -> SysctlCheck.demandOwn(List.of(name), namespaces))
            .getMessage());
  }
}
