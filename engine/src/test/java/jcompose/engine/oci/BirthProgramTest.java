package jcompose.engine.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.engine.Machine;
import jcompose.engine.oci.config.Bind;
import jcompose.engine.oci.config.BundleConfig;
import jcompose.engine.oci.config.ConfigFile;
import jcompose.engine.oci.config.MountConfig;
import org.junit.jupiter.api.Test;

class BirthProgramTest {
  private static final String SMALL =
      """
      {"ociVersion": "1.0.2",
       "process": {"args": ["sh"], "cwd": "/work", "env": ["PATH=/bin:/sbin"],
         "user": {"uid": 1000, "gid": 1000, "additionalGids": [5], "umask": 63},
         "capabilities": {"bounding": ["CAP_KILL"], "permitted": ["CAP_KILL"],
           "inheritable": ["CAP_KILL"], "effective": ["CAP_KILL"], "ambient": ["CAP_KILL"]},
         "noNewPrivileges": true EXTRA},
       "root": {"path": "rootfs", "readonly": true},
       "hostname": "box",
       "mounts": [
         {"destination": "/proc", "type": "proc", "source": "proc"},
         {"destination": "/dev", "type": "tmpfs", "source": "tmpfs",
          "options": ["nosuid", "mode=755", "ro"]},
         {"destination": "/etc/hosts", "type": "bind", "source": "/run/hosts",
          "options": ["bind", "ro", "rprivate"]}],
       "linux": {"namespaces": [{"type": "mount"}, {"type": "pid"}, {"type": "uts"}],
         "sysctl": {},
         "maskedPaths": ["/proc/kcore"], "readonlyPaths": ["/proc/sys"]}}
      """;

  private static BirthFacts facts(String text) {
    BundleConfig config =
        ConfigFile.read(text.getBytes(StandardCharsets.UTF_8), "config.json", BundleConfig.class);
    Map<MountConfig, BindSource> sources = new HashMap<>();
    for (MountConfig mount : config.mounts()) {
      if (Bind.is(mount)) {
        sources.put(
            mount, new BindSource(Path.of(mount.source().orElseThrow()), false, Optional.empty()));
      }
    }
    List<String> handed = new ArrayList<>(List.of(BirthFacts.SYNC, BirthFacts.START));
    if (config.process().orElseThrow().hasTerminal()) {
      handed.add(BirthFacts.CONSOLE);
    }
    return new BirthFacts(
        "test",
        config,
        Path.of("/b/rootfs"),
        new CgroupsPath("test", Map.of()),
        sources,
        Map.of(),
        HostMounts.parse(""),
        new Machine(0x21, 0x1000, List.of(), false),
        true,
        0,
        handed,
        List.of(1),
        Optional.empty(),
        true);
  }

  private static String program(String extra) {
    return BirthProgram.of(facts(SMALL.replace("EXTRA", extra))).toString();
  }

  @Test
  void isThisListOfSystemCalls() throws IOException {
    try (InputStream expected =
        Objects.requireNonNull(BirthProgramTest.class.getResourceAsStream("birth.txt"))) {
      assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8), program(""));
    }
  }

  @Test
  void aTerminalIsMadeInsideAndSent() {
    String text = program(", \"terminal\": true, \"consoleSize\": {\"height\": 24, \"width\": 80}");
    assertTrue(text.contains("sendmsg(5, {SCM_RIGHTS "), text);
    assertTrue(text.contains("TIOCSWINSZ, {rows=24, columns=80})"), text);
    assertFalse(text.contains("fchown(1,"), text);
  }

  @Test
  void hooksAreOneMoreStop() {
    String with =
        SMALL
            .replace("EXTRA", "")
            .replace(
                "\"hostname\"", "\"hooks\": {\"prestart\": [{\"path\": \"/a\"}]}, \"hostname\"");
    long stops =
        BirthProgram.of(facts(with)).toString().lines().filter(l -> l.startsWith("read(3")).count();
    assertEquals(2, stops);
  }

  @Test
  void schedulingIsSetBeforeRightsAreGivenUp() {
    String text =
        program(
            ", \"scheduler\": {\"policy\": \"SCHED_BATCH\", \"nice\": 5},"
                + " \"ioPriority\": {\"class\": \"IOPRIO_CLASS_IDLE\"}");
    assertTrue(text.indexOf("sched_setattr(self, {SCHED_BATCH,") > 0, text);
    assertTrue(text.indexOf("ioprio_set(PROCESS, self, IOPRIO_CLASS_IDLE<<13|0)") > 0, text);
    assertTrue(text.indexOf("ioprio_set") < text.indexOf("setresuid"), text);
  }
}
