package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code deploy}: what Swarm is told, of which one machine can do a part. */
final class DeployTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        deploy:
          mode: replicated
          replicas: 2
          labels:
            a: b
          endpoint_mode: vip
        """,
        "deploy: {mode: replicated, replicas: 2, endpoint_mode: vip, labels: {a: b}}");
    becomes(
        """
        deploy:
          resources:
            limits:
              cpus: 0.5
              memory: "52428800"
              pids: 10
            reservations:
              cpus: 0.25
              memory: "20971520"
              devices:
                - capabilities:
                    - gpu
                  count: 1
        """,
        """
        deploy:
          resources:
            limits: {cpus: "0.5", memory: 50M, pids: 10}
            reservations: {cpus: "0.25", memory: 20M, devices: [{capabilities: [gpu], count: 1}]}
        """);
    becomes(
        """
        deploy:
          restart_policy:
            condition: on-failure
            delay: "5s"
            max_attempts: 3
            window: "2m0s"
        """,
        "deploy: {restart_policy: {condition: on-failure, delay: 5s, max_attempts: "
            + "3, window: 120s}}");
    becomes(
        """
        deploy:
          update_config:
            parallelism: 2
            delay: "10s"
            order: stop-first
          rollback_config:
            parallelism: 0
          placement:
            constraints:
              - "node.role == manager"
        """,
        "deploy: {update_config: {parallelism: 2, delay: 10s, order: stop-first}, "
            + "rollback_config: {parallelism: 0}, placement: {constraints: [node.role == "
            + "manager]}}");
  }

  @Test
  void merges() {
    merge(
        """
        deploy:
          replicas: 3
          labels:
            a: "1"
            b: "2"
        """,
        "deploy: {replicas: 1, labels: [a=1]}",
        "deploy: {replicas: 3, labels: [b=2]}");
  }

  @Test
  void refused() {
    refuses(
        "deploy: {replica: 2}",
        "s.yml:4:14: services.s.deploy.replica: unknown key; did you mean 'replicas'?");
    refuses(
        "deploy: {replicas: two}",
        "s.yml:4:24: services.s.deploy.replicas: 'two' is not a whole number");
    refuses(
        "deploy: {resources: {limits: {memory: 5}}}",
        "s.yml:4:43: services.s.deploy.resources.limits.memory: must be a string, "
            + "not a number; write \"5\"");
  }
}
