package jcompose.engine.oci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jcompose.engine.EngineException;
import jcompose.engine.oci.Specification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir Path folder;

  private static final String BASE =
      """
      {"ociVersion": "1.2.0",
       "process": {"args": ["sh"], "cwd": "/" PROCESS},
       "root": {"path": "rootfs"},
       "mounts": [MOUNTS],
       "linux": {"namespaces": [{"type": "mount"} NAMESPACES] LINUX}
       TOP}\
      """;

  private BundleConfig read(String text) throws IOException {
    return ConfigFile.bundle(Files.writeString(folder.resolve("config.json"), text));
  }

  private static String config(String slot, String content) {
    String text = BASE.replace(slot, content);
    for (String other : new String[] {"PROCESS", "MOUNTS", "NAMESPACES", "LINUX", "TOP"}) {
      text = text.replace(other, "");
    }
    return text;
  }

  @Test
  void itsOwnSpecificationIsValid() throws IOException {
    BundleConfig config = read(Specification.text());
    assertEquals("container", config.hostname().orElseThrow());
    assertEquals(new BigInteger("1024"), config.process().orElseThrow().rlimits().get(0).soft());
  }

  @Test
  void unknownPropertiesAreIgnored() throws IOException {
    assertEquals("1.2.0", read(config("TOP", ", \"future\": {\"a\": [1, {}]}")).ociVersion());
  }

  @Test
  void numbersReachTo64Bits() throws IOException {
    BundleConfig config =
        read(
            config(
                "PROCESS",
                ", \"rlimits\": [{\"type\": \"RLIMIT_CORE\", \"soft\": 18446744073709551615,"
                    + " \"hard\": 18446744073709551615}]"));
    assertEquals(-1, config.process().orElseThrow().rlimits().get(0).hard().longValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          PROCESS | , "user": {"uid": 4294967296} | process.user: uid 4294967296 is not a number from 0 to 4294967295
          PROCESS | , "user": {"uid": "root"} | process.user.uid: expected a whole number, found root
          PROCESS | , "rlimits": [{"type": "NOFILE", "soft": 1, "hard": 1}] | process.rlimits[0]: type 'NOFILE' is not one of RLIMIT_CPU
          PROCESS | , "rlimits": [{"type": "RLIMIT_CPU", "soft": 2, "hard": 1}] | process.rlimits[0]: RLIMIT_CPU: soft 2 and hard 1
          PROCESS | , "oomScoreAdj": 1001 | process: oomScoreAdj 1001 is not a number from -1000 to 1000
          PROCESS | , "scheduler": {"policy": "SCHED_NICE"} | process.scheduler: policy 'SCHED_NICE' is not one of
          PROCESS | , "scheduler": {"policy": "SCHED_BATCH", "priority": 3} | priority 3 goes with SCHED_FIFO and SCHED_RR only
          PROCESS | , "ioPriority": {"class": "IOPRIO_CLASS_BE", "priority": 8} | process.ioPriority: priority 8 is not a number from 0 to 7
          PROCESS | , "terminal": "yes" | process.terminal: expected true or false, found yes
          MOUNTS | {"type": "tmpfs"} | property 'destination' is missing
          MOUNTS | {"destination": "/a", "type": "tmpfs", "uidMappings": [{"containerID": 0, "hostID": 0, "size": 1}]} | uidMappings and gidMappings go together
          NAMESPACES | , {"type": "net"} | linux.namespaces[1]: type 'net' is not one of mount, uts
          NAMESPACES | , {"type": "pid"}, {"type": "pid"} | linux.namespaces[2]: 'pid' is there twice
          NAMESPACES | , {"type": "user"} | linux.uidMappings and linux.gidMappings: a new user namespace needs both
          LINUX | , "sysctl": {"net.core.somaxconn": "1"} | linux.sysctl.net.core.somaxconn: it needs a network namespace
          LINUX | , "sysctl": {"vm.overcommit_memory": "1"} | linux.sysctl.vm.overcommit_memory: it belongs to the whole machine
          LINUX | , "rootfsPropagation": "sharred" | linux.rootfsPropagation: 'sharred' is no propagation
          LINUX | , "devices": [{"type": "x", "path": "/dev/x"}] | linux.devices[0]: type 'x' is not one of c, b, u, p
          LINUX | , "devices": [{"type": "c", "path": "/dev/x"}] | linux.devices[0]: /dev/x: major and minor must be given
          LINUX | , "intelRdt": {"closID": "a"} | linux.intelRdt: is not supported; leave it out
          LINUX | , "timeOffsets": {"boottime": {"secs": 1}} | linux.timeOffsets: they go with a new time namespace only
          LINUX | , "personality": {"domain": "SUNOS"} | linux.personality: domain 'SUNOS' is not one of LINUX, LINUX32
          LINUX | , "resources": {"cpu": {"cpus": "0-"}} | linux.resources.cpu: cpus '0-' is not a list of processors such as 0-2,4
          LINUX | , "resources": {"hugepageLimits": [{"pageSize": "2M", "limit": 1}]} | linux.resources.hugepageLimits[0]: pageSize '2M' is not one like 2MB
          TOP | , "hostname": "a" | hostname: it goes with a new uts namespace only
          TOP | , "hooks": {"prestart": [{"path": "bin"}]} | hooks.prestart[0]: path 'bin' is not an absolute path
          TOP | , "hooks": {"poststop": [{"path": "/a", "timeout": 0}]} | hooks.poststop[0]: timeout 0 is not positive
          TOP | , "root": {"path": ""} | Duplicate field 'root'
          """)
  void refusesWithThePlace(String slot, String content, String message) {
    EngineException refused =
        assertThrows(EngineException.class, () -> read(config(slot, content)));
    assertEquals(
        message,
        refused.getMessage().contains(message) ? message : refused.getMessage(),
        "the message has it");
  }

  @Test
  void refusesVersionsThatItDoesNotKnow() {
    EngineException refused =
        assertThrows(EngineException.class, () -> read(config("", "").replace("1.2.0", "2.0.0")));
    assertEquals(
        folder.resolve("config.json")
            + ": ociVersion: '2.0.0' is not supported, 1.0.0 to 1.3.0 are",
        refused.getMessage());
  }

  @Test
  void tellsEveryProblemAtOnce() {
    String text =
        config("LINUX", ", \"sysctl\": {\"kernel.hostname\": \"a\"}, \"memoryPolicy\": {}");
    EngineException refused = assertThrows(EngineException.class, () -> read(text));
    assertEquals(
        folder.resolve("config.json")
            + ": linux.sysctl.kernel.hostname: use hostname; linux.memoryPolicy: is not supported;"
            + " leave it out",
        refused.getMessage());
  }

  @Test
  void processFilesStandAlone() {
    byte[] json =
        "{\"args\": [\"a\"], \"cwd\": \"/\", \"execCPUAffinity\": {\"final\": \"x\"}}"
            .getBytes(StandardCharsets.UTF_8);
    EngineException refused =
        assertThrows(
            EngineException.class, () -> ConfigFile.read(json, "p.json", ProcessConfig.class));
    assertEquals(
        "p.json: execCPUAffinity: final 'x' is not a list of processors such as 0-2,4",
        refused.getMessage());
  }
}
