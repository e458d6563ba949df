package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jcompose.composer.model.ProcessSettings;
import jcompose.composer.model.Ulimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
  @TempDir Path folder;

  @Test
  void readsBothFormsOfEach() {
    ProcessSettings process =
        Folder.of(folder)
            .service(
                "group_add: [audio, 20, '30']",
                "oom_score_adj: -500",
                "init: true",
                "ulimits:",
                "  nofile: {soft: 10, hard: 20}",
                "  nproc: 65535",
                "  memlock: -1",
                "  core: {soft: '0', hard: unlimited}",
                "sysctls: [net.core.somaxconn=1024, 'kernel.sem=250 32000 32 128']")
            .process();
    assertEquals(
        new ProcessSettings(
            List.of("audio", "20", "30"),
            List.of(
                new Ulimit("nofile", 10, 20),
                new Ulimit("nproc", 65535, 65535),
                new Ulimit("memlock", -1, -1),
                new Ulimit("core", 0, -1)),
            OptionalInt.of(-500),
            Map.of("net.core.somaxconn", "1024", "kernel.sem", "250 32000 32 128"),
            true),
        process);
    assertEquals(
        Map.of("net.ipv4.ip_forward", "1"),
        Folder.of(folder).service("sysctls: {net.ipv4.ip_forward: 1}").process().sysctls());
  }

  @Test
  void laterFilesReplaceLimitsAndAddToTheRest() {
    ProcessSettings process =
        Folder.of(folder)
            .write(
                "stack.yml",
                "services: {web: {image: x, group_add: [a], ulimits: {nofile: 1, nproc: 2},"
                    + " sysctls: [net.a=1, net.b=1]}}")
            .write(
                "over.yml",
                "services: {web: {group_add: [a, b], ulimits: {nofile: {soft: 3, hard: 4}},"
                    + " sysctls: {net.b: 2}}}")
            .load("stack.yml", "over.yml")
            .project()
            .services()
            .values()
            .iterator()
            .next()
            .process();
    assertEquals(List.of("a", "b"), process.groupAdd());
    assertEquals(List.of(new Ulimit("nofile", 3, 4), new Ulimit("nproc", 2, 2)), process.ulimits());
    assertEquals(Map.of("net.a", "1", "net.b", "2"), process.sysctls());
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        List.of(
            "stack.yml:4:20: services.web.oom_score_adj: must be from -1000 to 1000",
            "stack.yml:6:16: services.web.ulimits.nofiles: unknown ulimit; did you mean 'nofile'?",
            "stack.yml:7:21: services.web.ulimits.nproc.soft: must not be above 'hard'",
            "stack.yml:8:12: services.web.ulimits.cpu: needs 'hard'",
            "stack.yml:9:13: services.web.ulimits.core: must be 0 or more, or -1 for no limit",
            "stack.yml:10:14: services.web.ulimits.stack: 'much' is not an integer",
            "stack.yml:11:17: services.web.group_add[0]: 'a:b' is not the name or number of a"
                + " group"),
        Folder.of(folder)
            .problems(
                "oom_score_adj: 1001",
                "ulimits:",
                "  nofiles: 1",
                "  nproc: {soft: 2, hard: 1}",
                "  cpu: {soft: 2}",
                "  core: -2",
                "  stack: much",
                "group_add: ['a:b']"));
  }

  @Test
  void refusesSysctlsOfTheHost() {
    assertEquals(
        List.of(
            "stack.yml:7:7: services.web.sysctls.vm.swappiness: belongs to no namespace, a"
                + " container cannot have its own; set it on the host",
            "stack.yml:8:7: services.web.sysctls.kernel.shmmaxx: belongs to no namespace, a"
                + " container cannot have its own; did you mean 'kernel.shmmax'?",
            "stack.yml:9:7: services.web.sysctls.net.core.somaxconn: would change the host, whose"
                + " net namespace the service shares; set it on the host",
            "stack.yml:10:7: services.web.sysctls.kernel.shmmax: would change the host, whose ipc"
                + " namespace the service shares; set it on the host",
            "stack.yml:11:7: services.web.sysctls.net/../vm/swappiness: belongs to no namespace, a"
                + " container cannot have its own; set it on the host"),
        Folder.of(folder)
            .problems(
                "network_mode: host",
                "ipc: host",
                "sysctls:",
                "  vm.swappiness: 1",
                "  kernel.shmmaxx: 1",
                "  net.core.somaxconn: 1",
                "  kernel.shmmax: 1",
                "  net/../vm/swappiness: 1"));
  }
}
