package jcompose.composer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canonical form of the attributes of a service. */
final class RegionsTest {
  @TempDir Path folder;

  private void becomes(String expected, String service) {
    assertEquals(expected, Stack.in(folder).service(service));
  }

  @Test
  void makesPortsLong() {
    becomes(
        """
        ports:
          - mode: ingress
            host_ip: "::1"
            target: 80
            published: "8080"
            protocol: tcp
          - mode: ingress
            host_ip: "127.0.0.1"
            target: 53
            protocol: udp
          - mode: ingress
            target: 90
            published: "7000-7010"
            protocol: tcp
        """,
        "ports: ['[::1]:8080:80', '127.0.0.1::53/udp', '7000-7010:90']");
  }

  @Test
  void makesMountsLong() {
    becomes(
        """
        volumes:
          - type: bind
            source: /D/a
            target: /x
            read_only: true
            bind:
              propagation: rslave
          - type: bind
            source: /home/ada/b
            target: /y
            bind:
              create_host_path: false
          - type: volume
            target: /z
            volume: {}
          - type: tmpfs
            target: /t
            tmpfs:
              size: "1024"
              mode: 1023
        """,
        """
        volumes:
          - ./a:/x/:ro,rslave
          - {type: bind, source: ~/b, target: /y, bind: {create_host_path: false}}
          - /z
          - {type: tmpfs, target: /t, tmpfs: {size: 1k, mode: 01777}}
        """);
  }

  @Test
  void givesSizesInBytesAndTimesInOneForm() {
    becomes(
        """
        healthcheck:
          test:
            - CMD
            - a
          timeout: "1m30s"
          retries: 0
          start_period: "500ms"
        mem_limit: "1610612736"
        memswap_limit: "-1"
        shm_size: "65536"
        stop_grace_period: "1h0m0.5s"
        """,
        """
        healthcheck: {test: [CMD, a], timeout: 90s, retries: 0, start_period: 0.5s}
        mem_limit: 1.5gb
        memswap_limit: -1
        shm_size: 64k
        stop_grace_period: 1h500ms
        mem_reservation: 0
        """);
  }

  @Test
  void leavesOutWhatMeansNothing() {
    becomes(
        "attach: false\ncommand: []\ninit: false\nscale: 0\n",
        """
        attach: false
        init: no
        privileged: false
        command: []
        entrypoint: null
        cap_add: []
        scale: 0
        dns: ""
        user: ""
        """);
  }

  @Test
  void resolvesVariablesOfFilesAndOfTheEnvironment() {
    Stack stack =
        Stack.in(folder)
            .with(Map.of("A", "user's", "HOME", "/"))
            .write("v.env", "A=file\nB=${A}\nC=$$x\n")
            .write("raw.env", "D=\"raw\" # no\n")
            .write("l.env", "L=1\nM=1\n");
    assertEquals(
        """
        environment:
          A: "user's"
          B: "user's"
          C: "$$x"
          D: "\\"raw\\" # no"
          E: "1.1"
          F: null
        labels:
          L: "1"
          M: "2"
        """,
        stack.service(
            """
            env_file: [v.env, {path: raw.env, format: raw}, {path: none, required: false}]
            environment: {A: , E: 1.10, F: }
            label_file: l.env
            labels: [M=2]
            """));
  }

  @Test
  void makesTheRestLong() {
    becomes(
        """
        build:
          context: https://x/y.git
          dockerfile: Dockerfile
          ssh:
            - default
            - k=/D/key
          additional_contexts:
            a: /D/b
            c: service:d
        """,
        """
        build:
          context: https://x/y.git
          ssh: {default: , k: ./key}
          additional_contexts: [a=b, 'c=service:d']
          args: [NONE]
        """);
  }

  @Test
  void namesOwnKeys() {
    becomes(
        """
        conf:
          hosts: /D/h
        namespaces:
          net: host
          user:
            uid:
              - "0:1000:1"
        """,
        "x-conf: {hosts: ./h}\nnamespaces: {net: host, user: {uid: '0:1000:1'}}");
  }

  @Test
  void leavesShortSyntaxWithVariablesThatAreNotPutIn() {
    Stack stack =
        Stack.in(folder).write("s.yml", "services: {s: {image: $I, ports: ['$P:80'], cpus: $C}}\n");
    ConfigOptions options = new ConfigOptions(false, true, true, false, false);
    assertEquals(
        """
        name: p
        services:
          s:
            cpus: "$C"
            image: "$I"
            networks:
              default: null
            ports:
              - "$P:80"
        networks:
          default:
            name: p_default
        """,
        ConfigText.yaml(ResolvedConfig.load(stack.request("s.yml"), options).root(), false));
  }
}
