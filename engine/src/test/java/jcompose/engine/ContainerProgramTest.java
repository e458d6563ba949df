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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import jcompose.engine.program.Argument;
import jcompose.engine.rootfs.OverlayRoot;
import jcompose.engine.rootfs.PlacedMount;
import jcompose.engine.security.CapabilityNumbers;
import jcompose.engine.security.Credentials;
import jcompose.engine.security.SystemCallFilter;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Security;
import jcompose.engine.testing.Specs;
import org.junit.jupiter.api.Test;

/** Programs as text: what a container is made of is read here, without root. */
class ContainerProgramTest {
  private static final Machine MACHINE = new Machine(0x1ffffffffffL, 0, List.of());
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
            spec.process().stdinOpen()),
        PlacedMount.ordered(List.of(mounts)),
        List.of(),
        MACHINE);
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
                  new PlacedMount(new Mount.Tmpfs("/tmp", "size=1m", false), true))));
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
    assertTrue(text.contains("\nclone3(VM|VFORK|PIDFD|CLEAR_SIGHAND|NEWMOUNT|NEWIPC|NEWCGROUP)\n"));
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
    assertEquals(
        EnumSet.complementOf(EnumSet.of(NamespaceType.NETWORK)), // which is ready beforehand
        ContainerProgram.made(birth(specs().build())));
  }
}
