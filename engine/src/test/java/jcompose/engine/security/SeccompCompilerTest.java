package jcompose.engine.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import jcompose.engine.Capabilities;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.linux.Architecture;
import jcompose.engine.linux.LibSeccomp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What compiled filters answer, read by a machine of our own. */
final class SeccompCompilerTest {
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int NATIVE = SeccompArchitecture.of(Architecture.current()).token;
  private static final long[] ARGUMENTS = {
    0, 1, 2, 8, 16, 40, 0x20000, 0x20008, 0x7e020000L, 0x10000000L, 0xffffffffL, -1
  };
  private static final Path DEBIANS = Path.of("/usr/share/containers/seccomp.json");

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(LibSeccomp.isAvailable(), "needs libseccomp2");
  }

  private static SeccompCompiler compiler(String json, Set<String> capabilities) {
    SeccompProfile profile =
        SeccompReader.read("test", json)
            .resolved(capabilities, Architecture.current(), new KernelVersion(6, 1));
    return new SeccompCompiler("test", profile);
  }

  private static FilterMachine compiled(String json, Set<String> capabilities) {
    return new FilterMachine(compiler(json, capabilities).compile());
  }

  private static FilterMachine standard(Set<String> capabilities) {
    return compiled(SeccompFilters.standard(), capabilities);
  }

  private static int number(String name) {
    return LibSeccomp.resolve(NATIVE, name);
  }

  @Test
  void theDefaultRefusesWhatUndoesAContainer() {
    FilterMachine filter = standard(Capabilities.DOCKER_DEFAULT);
    for (String call :
        new String[] {
          "mount",
          "umount2",
          "unshare",
          "setns",
          "pivot_root",
          "keyctl",
          "add_key",
          "bpf",
          "init_module",
          "kexec_load",
          "open_by_handle_at",
          "perf_event_open",
          "userfaultfd",
          "reboot",
          "swapon",
          "io_uring_setup",
          "open_tree",
          "fsopen",
          "move_mount",
          "syslog"
        }) {
      assertEquals(EPERM, filter.answer(NATIVE, number(call)), call);
    }
    assertEquals(ALLOW, filter.answer(NATIVE, number("read")));
    assertEquals(ALLOW, filter.answer(NATIVE, number("chroot")));
    assertEquals(ENOSYS, filter.answer(NATIVE, number("clone3")));
  }

  @Test
  void theDefaultLooksAtArguments() {
    FilterMachine filter = standard(Capabilities.DOCKER_DEFAULT);
    int clone = number("clone");
    assertEquals(ALLOW, filter.answer(NATIVE, clone, 0x11 | 0x100));
    for (long flag = 0x02000000; flag <= 0x40000000; flag <<= 1) {
      if ((flag & 0x7e020000) != 0) {
        assertEquals(EPERM, filter.answer(NATIVE, clone, flag), "flag " + flag);
      }
    }
    assertEquals(EPERM, filter.answer(NATIVE, clone, 0x20000));
    assertEquals(ALLOW, filter.answer(NATIVE, number("socket"), 2, 1, 0));
    assertEquals(EPERM, filter.answer(NATIVE, number("socket"), 40, 1, 0));
    assertEquals(ALLOW, filter.answer(NATIVE, number("personality"), 0xffffffffL));
    assertEquals(EPERM, filter.answer(NATIVE, number("personality"), 0x0040000));
  }

  @Test
  void theDefaultAllowsWhatCapabilitiesAreFor() {
    FilterMachine filter = standard(Capabilities.ALL);
    for (String call : new String[] {"mount", "unshare", "clone3", "bpf", "reboot", "iopl"}) {
      assertEquals(ALLOW, filter.answer(NATIVE, number(call)), call);
    }
    assertEquals(ALLOW, filter.answer(NATIVE, number("clone"), 0x10000000));
    assertEquals(EPERM, filter.answer(NATIVE, number("kexec_load")));
  }

  @Test
  void callsNewerThanTheProfileDoNotExist() {
    FilterMachine filter = standard(Capabilities.DOCKER_DEFAULT);
    assertEquals(ENOSYS, filter.answer(NATIVE, 700));
    if (Architecture.current() == Architecture.X86_64) {
      assertEquals(ENOSYS, filter.answer(SeccompArchitecture.X86.token, 700));
      assertEquals(ENOSYS, filter.answer(NATIVE, 0x40000000 | 700));
      assertEquals(ALLOW, filter.answer(NATIVE, 0x40000000)); // x32's read
      assertEquals(EPERM, filter.answer(SeccompArchitecture.X86.token, 21)); // i386's mount
      assertEquals(ALLOW, filter.answer(SeccompArchitecture.X86.token, 3));
    }
    assertEquals(0, filter.answer(SeccompArchitecture.S390X.token, 3)); // no such machine: killed
  }

  @Test
  void permissiveProfilesLeaveNewerCallsAlone() {
    FilterMachine filter =
        compiled(
            """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13}]}
            """,
            Set.of());
    assertEquals(ALLOW, filter.answer(NATIVE, 700));
    assertEquals(0x0005000d, filter.answer(NATIVE, number("mkdirat")));
  }

  @Test
  void conditionsOnOneArgumentAreAlternatives() {
    FilterMachine filter =
        compiled(
            """
            {"defaultAction": "SCMP_ACT_ERRNO",
             "syscalls": [
              {"names": ["personality", "no_such_call_anywhere"], "action": "SCMP_ACT_ALLOW",
               "args": [{"index": 0, "value": 1, "op": "SCMP_CMP_EQ"},
                        {"index": 0, "value": 3, "op": "SCMP_CMP_EQ"}]},
              {"names": ["socket"], "action": "SCMP_ACT_ALLOW",
               "args": [{"index": 0, "value": 2, "op": "SCMP_CMP_EQ"},
                        {"index": 1, "value": 3, "op": "SCMP_CMP_GE"}]}]}
            """,
            Set.of());
    int personality = number("personality");
    assertEquals(ALLOW, filter.answer(NATIVE, personality, 1));
    assertEquals(EPERM, filter.answer(NATIVE, personality, 2));
    assertEquals(ALLOW, filter.answer(NATIVE, personality, 3));
    assertEquals(EPERM, filter.answer(NATIVE, number("socket"), 2, 2));
    assertEquals(ALLOW, filter.answer(NATIVE, number("socket"), 2, 4));
    assertEquals(EPERM, filter.answer(NATIVE, number("socket"), 3, 4));
  }

  /**
   * Debian's list is the one that podman uses: Docker's, and what nested containers need. Those are
   * the less here, as with Docker; the more are calls that Docker has allowed since.
   */
  @Test
  void theDefaultAllowsWhatDebiansListAllows() throws IOException {
    assumeTrue(Files.exists(DEBIANS), "needs golang-github-containers-common");
    String debians = Files.readString(DEBIANS);
    assertEquals(
        "less: clone3 fsconfig fsmount fsopen fspick get_mempolicy keyctl mbind mount mount_setattr"
            + " move_mount open_tree pidfd_getfd pivot_root reboot set_mempolicy setns syslog"
            + " umount2 unshare\n"
            + "more: cachestat fchmodat2 futex_requeue futex_wait futex_waitv futex_wake"
            + " io_pgetevents map_shadow_stack vmsplice",
        differences(debians, Capabilities.DOCKER_DEFAULT));
  }

  @Test
  void aTableAnswersAsTheListThatItIsMadeOf() {
    for (Set<String> capabilities : List.of(Capabilities.DOCKER_DEFAULT, Capabilities.ALL)) {
      SeccompCompiler compiler = compiler(SeccompFilters.standard(), capabilities);
      byte[] table = compiler.compile();
      byte[] list = compiler.whole();
      assertTrue(3 * table.length < list.length, table.length + " of " + list.length + " bytes");
      assertAlike(new FilterMachine(list), new FilterMachine(table));
    }
  }

  private static void assertAlike(FilterMachine list, FilterMachine table) {
    SplittableRandom random = new SplittableRandom(1);
    Set<SeccompArchitecture> architectures =
        EnumSet.copyOf(SeccompArchitecture.runnable(Architecture.current()));
    architectures.add(SeccompArchitecture.S390X);
    for (SeccompArchitecture architecture : architectures) {
      for (long number = 0; number < 1200; number++) {
        for (long high : new long[] {0, 0x40000000L, 0x80000000L, 0xc0000000L, 0xfffffc00L}) {
          for (long argument : ARGUMENTS) {
            int call = (int) (number | high);
            long[] arguments = {argument, random.nextLong(), argument, random.nextInt(5), 0, 0};
            assertEquals(
                list.answer(architecture.token, call, arguments),
                table.answer(architecture.token, call, arguments),
                () -> architecture + " " + Integer.toHexString(call) + " " + argument);
          }
        }
      }
    }
  }

  @Test
  void whatATableCannotSayStaysAList() {
    SeccompCompiler compiler =
        compiler(
            """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["socket"], "action": "SCMP_ACT_ERRNO",
               "args": [{"index": 0, "value": 2, "op": "SCMP_CMP_EQ"}]}]}
            """,
            Set.of());
    assertAlike(new FilterMachine(compiler.whole()), new FilterMachine(compiler.compile()));
  }

  private static String differences(String other, Set<String> capabilities) {
    FilterMachine ours = standard(capabilities);
    FilterMachine theirs = compiled(other, capabilities);
    Set<String> names = new TreeSet<>();
    SeccompReader.read("ours", SeccompFilters.standard())
        .rules()
        .forEach(rule -> names.addAll(rule.names()));
    SeccompReader.read("theirs", other).rules().forEach(rule -> names.addAll(rule.names()));
    Set<String> less = new TreeSet<>();
    Set<String> more = new TreeSet<>();
    for (String name : names) {
      int number = number(name);
      boolean allowed = number >= 0 && ours.answer(NATIVE, number) == ALLOW;
      boolean allowedThere = number >= 0 && theirs.answer(NATIVE, number) == ALLOW;
      if (allowedThere != allowed) {
        (allowed ? more : less).add(name);
      }
    }
    return "less: " + String.join(" ", less) + "\nmore: " + String.join(" ", more);
  }
}
