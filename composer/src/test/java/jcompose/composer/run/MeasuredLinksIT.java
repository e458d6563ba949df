package jcompose.composer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.load.LoadRequest;
import jcompose.composer.load.ProjectLoader;
import jcompose.composer.model.ImpairmentChange;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.plan.UpOptions;
import jcompose.composer.wiring.LinkOrder;
import jcompose.engine.ExitStatus;
import jcompose.engine.Networks;
import jcompose.engine.testing.BusyboxRootfs;
import jcompose.engine.testing.HostCommand;
import jcompose.engine.testing.LeavesNothing;
import jcompose.engine.testing.RequiresCommand;
import jcompose.engine.testing.RequiresRoot;
import jcompose.engine.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Delay and loss are measured and match the file. Of one process, since the virtual machine, whose
 * kernel has netem, is too slow for a Java process for each command.
 */
@Tag("vm")
@Tag("guest") // whose kernel has netem
@RequiresRoot
@RequiresCommand({"busybox", "nsenter"})
@LeavesNothing
class MeasuredLinksIT {
  private static final UpOptions UP = UpOptions.of(List.of());
  private static final UpOptions ANEW = UpOptions.of(List.of(), UpOptions.Choice.FORCE_RECREATE);

  private static final String FILE =
      """
      x-service: &service
        rootfs: rootfs
        stop_grace_period: 0s
        cap_add: [NET_ADMIN]
        command: [sleep, '10000']
      services:
        web:
          <<: *service
          networks:
            wan:
              ipv4_address: 10.77.9.2
              link: {egress: {delay: 50ms}, ingress: {delay: 50ms}}
        client:
          <<: *service
          networks: [wan]
        r1:
          <<: *service
          network_mode: none
          command: [sh, -c, 'ip addr add 10.77.8.1/24 dev eth1; exec sleep 10000']
        r2:
          <<: *service
          network_mode: none
          command: [sh, -c, 'ip addr add 10.77.8.2/24 dev eth1; exec sleep 10000']
      networks:
        wan: {internal: true, ipam: {config: [{subnet: 10.77.9.0/24}]}}
      links:
        - {endpoints: ['r1:eth1', 'r2:eth1'], link: {egress: {loss: 20%}}}
      """;

  /** What ping tells at its end. */
  private record Pings(int sent, int received, int duplicates, double least, double average) {
    static Pings of(String text) {
      return new Pings(
          number(text, "([0-9]+) packets transmitted"),
          number(text, "([0-9]+) packets received"),
          (int) text.lines().filter(line -> line.contains("(DUP!)")).count(),
          Double.parseDouble(text.replaceAll("(?s).*= ([0-9.]+)/.*", "$1")),
          Double.parseDouble(text.replaceAll("(?s).*= [0-9.]+/([0-9.]+)/.*", "$1")));
    }

    private static int number(String text, String pattern) {
      return Integer.parseInt(text.replaceAll("(?s).*?" + pattern + ".*", "$1"));
    }

    /** The quickest of them: the others wait for an emulated processor, too. */
    void assertTakes(int milliseconds) {
      assertEquals(sent, received, this::toString);
      assertTrue(least >= milliseconds && least < milliseconds + 25, this::toString);
    }

    /** Within five standard deviations: wrong once in a million runs. */
    void assertLoses(double share) {
      double allowed = 5 * Math.sqrt(sent * share * (1 - share));
      assertTrue(Math.abs(sent - received - sent * share) < allowed, this::toString);
    }
  }

  private Sandbox sandbox;
  private Stack stack;
  private Project project;

  @BeforeEach
  void up(Sandbox given) throws IOException {
    sandbox = given;
    Path folder = Files.createDirectories(sandbox.folder().resolve("shop"));
    BusyboxRootfs.create(folder.resolve("rootfs"));
    Files.writeString(folder.resolve("compose.yaml"), FILE);
    project =
        ProjectLoader.load(
                new LoadRequest(
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    folder,
                    Map.of(),
                    List.of()))
            .project();
    stack = open();
    stack.up(project, UP, Map.of(), stack.patience());
  }

  private Stack open() {
    return new Stack(
        "shop",
        sandbox.directories(),
        new StackEvents() {
          @Override
          public void progress(String subject, String state) {}

          @Override
          public void warning(String message) {}

          @Override
          public void started(String containerId, Replica replica, Instant since) {}

          @Override
          public void exited(
              String containerId, String service, ExitStatus status, boolean again) {}
        });
  }

  @AfterEach
  void down() {
    stack.down(true, Optional.of(Duration.ZERO));
    stack.close();
  }

  @Test
  void delaysMatchTheFileAndWhatIsSet() {
    ping("client", 10, "10.77.9.2").assertTakes(100);
    stack.there().stop(List.of(), Optional.of(Duration.ZERO));
    stack.up(project, UP, Map.of(), stack.patience());
    ping("client", 10, "10.77.9.2").assertTakes(100);
    set("web", "wan", LinkOrder.Ways.BOTH, change(Optional.of(20), Optional.empty()));
    ping("client", 10, "10.77.9.2").assertTakes(40);
    stack.up(project, ANEW, Map.of(), stack.patience());
    ping("client", 10, "10.77.9.2").assertTakes(40);
    stack.close();
    stack = open();
    ping("client", 10, "10.77.9.2").assertTakes(40);
    order("web", "wan", LinkOrder.Act.RESET, LinkOrder.Ways.USUAL, ImpairmentChange.NONE);
    ping("client", 10, "10.77.9.2").assertTakes(100);
    set("client", "wan", LinkOrder.Ways.USUAL, change(Optional.of(30), Optional.empty()));
    ping("client", 10, "10.77.9.2").assertTakes(130);
  }

  @Test
  void lossMatchesTheFileAndWhatIsSet() {
    ping("r1", 300, "10.77.8.2").assertLoses(0.2);
    stack.there().stop(List.of(), Optional.of(Duration.ZERO));
    stack.up(project, UP, Map.of(), stack.patience());
    ping("r1", 300, "10.77.8.2").assertLoses(0.2);
    set("r1", "eth1", LinkOrder.Ways.BOTH, change(Optional.empty(), Optional.of(30.0)));
    ping("r2", 300, "10.77.8.1").assertLoses(1 - 0.7 * 0.7);
    order("r2", "eth1", LinkOrder.Act.RESET, LinkOrder.Ways.USUAL, ImpairmentChange.NONE);
    ping("r2", 300, "10.77.8.1").assertLoses(0.2);
    set("r2", "eth1", LinkOrder.Ways.BOTH, change(Optional.empty(), Optional.of(0.0)));
    Pings whole = ping("r1", 100, "10.77.8.2");
    assertEquals(whole.sent(), whole.received(), whole::toString);
    set("r1", "eth1", LinkOrder.Ways.OUT, duplicates());
    Pings twice = ping("r1", 100, "10.77.8.2");
    assertTrue(twice.duplicates() > 25 && twice.duplicates() < 75, twice::toString);
  }

  private static ImpairmentChange change(Optional<Integer> delay, Optional<Double> loss) {
    return new ImpairmentChange(
        delay.map(Duration::ofMillis),
        Optional.empty(),
        loss,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ImpairmentChange duplicates() {
    return new ImpairmentChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(50.0),
        Optional.empty());
  }

  private void set(String service, String link, LinkOrder.Ways ways, ImpairmentChange change) {
    order(service, link, LinkOrder.Act.SET, ways, change);
  }

  private void order(
      String service,
      String link,
      LinkOrder.Act act,
      LinkOrder.Ways ways,
      ImpairmentChange change) {
    stack.there().changeLinks(new LinkOrder(service, 1, Optional.of(link), act, ways, change));
  }

  private Pings ping(String from, int count, String to) {
    Path namespace = Networks.namespaceFile(sandbox.directories().run(), "shop", from + "-1");
    String text =
        HostCommand.run(
                "nsenter",
                "--net=" + namespace,
                "busybox",
                "ping",
                "-c",
                Integer.toString(count),
                "-i",
                "0.05",
                "-W",
                "2",
                to)
            .out();
    return Pings.of(text);
  }
}
