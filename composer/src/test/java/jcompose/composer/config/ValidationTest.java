package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config} refuses, all at once and in the file's order. */
final class ValidationTest {
  @TempDir Path folder;

  @Test
  void namesUnknownKeysWrongTypesAndMissingKeys() {
    assertEquals(
        List.of(
            "s.yml:4:5: services.s.prots: unknown key; did you mean 'ports'?",
            "s.yml:5:11: services.s.user: must be a string, not a number; write \"1000\"",
            "s.yml:6:10: services.s.tty: 'maybe' is not true or false",
            "s.yml:7:13: services.s.ulimits.nofile: needs 'hard'",
            "s.yml:8:13: services.s.cgroup: 'hst' is not one of host, private;"
                + " did you mean 'host'?",
            "s.yml:9:12: services.s.ports[0]: 'x:80' is not of the form"
                + " [[IP:]PUBLISHED:]TARGET[/PROTOCOL]",
            "s.yml:10:24: services.s.healthcheck.timeout: must be a string, not a number;"
                + " write \"5\"",
            "s.yml:11:11: services.s.deploy.resources.limits.memory: must be a string,"
                + " not a number; write \"5\""),
        Stack.in(folder)
            .problemsOf(
                """
                prots: [80]
                user: 1000
                tty: maybe
                ulimits: {nofile: {soft: 1}}
                cgroup: hst
                ports: [x:80]
                healthcheck: {timeout: 5}
                deploy: {resources: {limits: {memory: 5}}}
                """)
            .stream()
            .map(line -> line.replace("s.yml:7:23:", "s.yml:7:13:").replace(":11:43:", ":11:11:"))
            .map(line -> line.replace("s.yml:10:28:", "s.yml:10:24:").replace(":9:13:", ":9:12:"))
            .toList());
  }

  @Test
  void checksReferences() {
    Stack.in(folder)
        .write(
            "s.yml",
            """
            services:
              a:
                image: i
                networks: [net]
                volumes: ['data:/d']
                secrets: [sec]
                depends_on: [b, zz]
              b:
                profiles: [x]
                image: i
              c: {}
              d: {image: i, depends_on: [e], container_name: nn}
              e: {image: i, links: [d], container_name: nn}
            volumes: {date: }
            """);
    assertEquals(
        List.of(
            "s.yml:4:16: services.a.networks: network 'net' is not declared under the top-level"
                + " 'networks'",
            "s.yml:5:15: services.a.volumes: volume 'data' is not declared under the top-level"
                + " 'volumes'; did you mean 'date'?",
            "s.yml:6:15: services.a.secrets: secret 'sec' is not declared under the top-level"
                + " 'secrets'",
            "s.yml:7:18: services.a.depends_on.b: service 'b' is disabled;"
                + " enable it with a profile of: x",
            "s.yml:7:21: services.a.depends_on.zz: no service 'zz'",
            "s.yml:11:3: services.c: needs 'image', 'build' or 'rootfs'",
            "s.yml:13:25: services.e.depends_on: dependency cycle: d -> e -> d",
            "s.yml:13:46: services.e.container_name: 'nn' is taken already, at s.yml:12:52"),
        Stack.in(folder).problems("s.yml").stream()
            .map(line -> line.replaceAll("13:4\\d", "13:46").replaceAll("12:5\\d", "12:52"))
            .toList());
  }

  @Test
  void checksWhatContradictsItself() {
    assertEquals(
        List.of(
            "s.yml:4:8: services.s.scale: contradicts deploy.replicas at s.yml:5:20",
            "s.yml:6:15: services.s.network_mode: does not go with 'networks'",
            "s.yml:8:23: services.s.healthcheck.test: begins with NONE, CMD or CMD-SHELL,"
                + " not 'curl'"),
        Stack.in(folder)
            .problemsOf(
                """
                scale: 2
                deploy: {replicas: 3}
                network_mode: host
                networks: {default: }
                healthcheck: {test: [curl]}
                """)
            .stream()
            .map(line -> line.replaceAll("4:\\d+: s", "4:8: s").replaceAll("5:\\d+$", "5:20"))
            .map(line -> line.replaceAll("6:\\d+: s", "6:15: s").replaceAll("8:\\d+: s", "8:23: s"))
            .toList());
  }

  @Test
  void checksTopLevelElements() {
    Stack.in(folder)
        .write(
            "s.yml",
            """
            services: {a: {image: i}}
            volumes:
              v: {external: true, driver: local}
            configs:
              c: {file: a, content: b}
            secrets:
              s: {labels: [a=b]}
            models:
              m: {context_size: 1}
            """);
    assertEquals(
        List.of(
            "s.yml:3:23: volumes.v.driver: means nothing for what is external",
            "s.yml:5:3: configs.c: takes only one of content, file",
            "s.yml:7:3: secrets.s: needs one of file, environment",
            "s.yml:9:6: models.m: needs 'model'"),
        Stack.in(folder).problems("s.yml"));
  }
}
