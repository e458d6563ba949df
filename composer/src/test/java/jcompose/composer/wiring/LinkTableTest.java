package jcompose.composer.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jcompose.composer.ComposerException;
import jcompose.composer.load.NetworkProjects;
import jcompose.composer.model.Project;
import jcompose.composer.network.AddressPlanner;
import jcompose.composer.network.Surroundings;
import jcompose.engine.spec.LinkPlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which links a project's containers have, and which of them a command means. */
final class LinkTableTest {
  @TempDir Path folder;
  private LinkTable table;

  @BeforeEach
  void read() {
    Project project =
        NetworkProjects.of(
            folder,
            """
            services:
              web:
                image: a
                networks: {wan: {link: {rate: 1mbit}}, eth9: {interface_name: wan0}}
              r1: {image: a, network_mode: none}
              r2: {image: a, networks: {wan: }}
              beside: {image: a, network_mode: 'service:web'}
              alone: {image: a, network_mode: none}
            networks: {wan: {link: {delay: 5ms}}, eth9: , other: }
            links:
              - {endpoints: ['r1:eth9', 'r2:eth9'], link: {egress: {delay: 1ms}, ingress: {delay: 2ms}}}
            """);
    table = new LinkTable(project, AddressPlanner.plan(project, Map.of(), Surroundings.NONE));
  }

  private String names(String service, String link) {
    return LinkTable.words(
        table.named(service, 1, Optional.of(link).filter(name -> !name.isEmpty())));
  }

  private String refused(String service, int index, String link) {
    return String.valueOf(
        assertThrows(ComposerException.class, () -> table.named(service, index, Optional.of(link)))
            .getMessage());
  }

  @Test
  void isFoundByNetworkOrInterface() {
    assertEquals("eth9 (wan0), wan (eth0)", names("web", ""));
    assertEquals("wan (eth0)", names("web", "wan"));
    assertEquals("wan (eth0)", names("web", "eth0"));
    assertEquals("eth9 (wan0)", names("web", "wan0"));
    assertEquals("eth9", names("r2", "eth9"));
  }

  @Test
  void isNamedWhereItIsMissing() {
    assertEquals(
        "service 'web' has no link 'other'; it has eth9 (wan0), wan (eth0)",
        refused("web", 1, "other"));
    assertEquals(
        "service 'web' has no link 'backbone'; it has eth9 (wan0), wan (eth0); the project has no"
            + " network 'backbone'",
        refused("web", 1, "backbone"));
    assertEquals(
        "service 'web' has no link 'wam'; it has eth9 (wan0), wan (eth0); did you mean 'wan'?",
        refused("web", 1, "wam"));
    assertEquals("service 'web' has no container 2", refused("web", 2, "wan"));
    assertEquals(
        "service 'beside' has no links of its own: it uses those of 'web'",
        refused("beside", 1, "wan"));
    assertEquals(
        "service 'alone' has no links: it is in no network and at no wire",
        refused("alone", 1, "wan"));
  }

  @Test
  void ofAWireIsSeenFromBothEnds() {
    ContainerLink one = table.named("r1", 1, Optional.of("eth9")).get(0);
    ContainerLink other = table.otherEnd(one).orElseThrow();
    assertEquals("r2", other.service());
    assertEquals(Optional.of(one), table.otherEnd(other));
    assertEquals("delay 1ms", one.file(LinkPlace.Direction.OUT).orElseThrow().toString());
    assertEquals("delay 2ms", other.file(LinkPlace.Direction.OUT).orElseThrow().toString());
    assertEquals("r2-1:eth9", one.place("p", LinkPlace.Direction.IN).toString());
    assertEquals(LinkPlace.Direction.OUT, one.place("p", LinkPlace.Direction.IN).direction());
    assertEquals(List.of("r1-1 :eth9"), table.of("r1-1").stream().map(ContainerLink::key).toList());
  }
}
