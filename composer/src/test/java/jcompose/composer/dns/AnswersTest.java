package jcompose.composer.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jcompose.composer.load.NetworkProjects;
import jcompose.composer.model.Project;
import jcompose.composer.network.AddressPlan;
import jcompose.composer.network.AddressPlanner;
import jcompose.composer.network.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a project's names mean, to whom. */
final class AnswersTest {
  private static final String FILE =
      """
      services:
        web: {image: a, networks: {front: {aliases: [www, Shop]}}}
        app: {image: a, networks: {front: , back: {ipv4_address: 10.2.0.5}}, links: ["db:database"]}
        db: {image: a, networks: {back: {ipv4_address: 10.2.0.6}}, hostname: primary}
      networks:
        front:
          enable_ipv6: true
          ipam: {config: [{subnet: 10.1.0.0/24, ip_range: 10.1.0.64/28}, {subnet: "fd00:1::/64"}]}
        back: {internal: true, ipam: {config: [{subnet: 10.2.0.0/24}]}}
      """;

  private final Project project;
  private final Zone zone;

  AnswersTest(@TempDir Path folder) {
    project = NetworkProjects.of(folder, FILE);
    AddressPlan plan = AddressPlanner.plan(project, Map.of("web", 3), Surroundings.NONE);
    zone = ProjectZone.of(project, plan, container -> container.number() != 3);
  }

  private Optional<Message> ask(String service, Message question, int turn) {
    Asker asker =
        ProjectZone.asker(project, Objects.requireNonNull(project.services().get(service)));
    return new Answers(zone, asker, turn).to(question);
  }

  private String ask(String service, String name, int type) throws IOException {
    return ask(service, DnsClient.question(name, type), 0)
        .map(DnsClient::words)
        .orElse("elsewhere");
  }

  @Test
  void servicesAndAliasesAreAllTheirContainers() throws IOException {
    String both = ask("app", "web", Type.A);
    assertTrue(both.matches("NOERROR 10\\.1\\.0\\.\\d+ 10\\.1\\.0\\.\\d+"), both);
    assertEquals(both, ask("app", "WWW.", Type.A));
    assertEquals(both, ask("app", "shop", Type.A));
    assertEquals(both, ask("app", "web.p_front", Type.A));
    String one = ask("app", "p-web-1", Type.A);
    String other = ask("app", "p-web-2", Type.A);
    assertEquals(both, one + other.replace("NOERROR", ""));
    assertEquals("elsewhere", ask("web", "p-web-3", Type.A)); // does not run
  }

  @Test
  void addressesAreRotated() throws IOException {
    Message question = DnsClient.question("web", Type.A);
    String first = DnsClient.words(ask("app", question, 0).orElseThrow());
    String second = DnsClient.words(ask("app", question, 1).orElseThrow());
    String[] words = first.split(" ", -1);
    assertEquals(words[0] + " " + words[2] + " " + words[1], second);
    assertEquals(first, DnsClient.words(ask("app", question, 2).orElseThrow()));
    assertEquals(second, DnsClient.words(ask("app", question, -1).orElseThrow()));
  }

  @Test
  void networksThatAreNotSharedHide() throws IOException {
    assertEquals("NOERROR 10.2.0.6", ask("app", "db", Type.A));
    assertEquals("NOERROR 10.2.0.6", ask("app", "primary", Type.A));
    assertEquals("NXDOMAIN", ask("web", "db", Type.A));
    assertEquals("NXDOMAIN", ask("db", "web", Type.A));
    assertEquals("NOERROR 10.2.0.5", ask("db", "app", Type.A));
    assertFalse(ask("web", "app", Type.A).contains("10.2.0.5"));
    assertEquals(3, ask("app", "app", Type.ANY).split(" ", -1).length - 1);
  }

  @Test
  void linksAreForOneServiceAlone() throws IOException {
    assertEquals("NOERROR 10.2.0.6", ask("app", "database", Type.A));
    assertEquals("elsewhere", ask("web", "database", Type.A));
  }

  @Test
  void typesThatANameHasNotAreNoError() throws IOException {
    assertEquals("NOERROR", ask("app", "db", Type.AAAA));
    assertEquals("NOERROR", ask("app", "db", Type.MX));
    assertTrue(ask("app", "web", Type.AAAA).startsWith("NOERROR fd00:1:"));
    assertEquals("elsewhere", ask("app", "example.com", Type.A));
    assertEquals("elsewhere", ask("app", "web.example.com", Type.A));
    assertEquals("NXDOMAIN", ask("db", "example.com", Type.A)); // from an internal network
  }

  @Test
  void addressesHaveNames() throws IOException {
    assertEquals("NOERROR p-app-1.p_back.", ask("db", "5.0.2.10.in-addr.arpa", Type.PTR));
    assertEquals("NOERROR", ask("db", "5.0.2.10.in-addr.arpa", Type.A));
    assertEquals("NXDOMAIN", ask("db", "7.0.2.10.in-addr.arpa", Type.PTR));
    assertEquals("NXDOMAIN", ask("web", "5.0.2.10.in-addr.arpa", Type.PTR));
    assertEquals("elsewhere", ask("web", "1.1.1.1.in-addr.arpa", Type.PTR));
    assertEquals("elsewhere", ask("web", "10.in-addr.arpa", Type.PTR));
    assertEquals("elsewhere", ask("web", "x.in-addr.arpa", Type.PTR));
    String six = ask("app", "p-web-1", Type.AAAA).split(" ", -1)[1];
    assertEquals(
        "NOERROR p-web-1.p_front.", ask("app", ReverseMap.fromAddress(six).toString(), Type.PTR));
  }

  @Test
  void headersAreRight() throws IOException {
    Message question = DnsClient.question("dB", Type.A, 4000);
    Message answer = ask("app", question, 0).orElseThrow();
    assertEquals(question.getHeader().getID(), answer.getHeader().getID());
    for (int flag : new int[] {Flags.QR, Flags.AA, Flags.RD, Flags.RA}) {
      assertTrue(answer.getHeader().getFlag(flag), Flags.string(flag));
    }
    assertEquals("dB.", answer.getSection(Section.ANSWER).get(0).getName().toString());
    assertEquals(Answers.PAYLOAD, Objects.requireNonNull(answer.getOPT()).getPayloadSize());
    assertNull(ask("app", DnsClient.question("db", Type.A), 0).orElseThrow().getOPT());
  }

  @Test
  void otherMessagesGetErrors() throws IOException {
    Message update = DnsClient.question("db", Type.A);
    update.getHeader().setOpcode(Opcode.UPDATE);
    assertEquals(Rcode.NOTIMP, ask("app", update, 0).orElseThrow().getRcode());
    Message two = DnsClient.question("db", Type.A);
    two.addRecord(Record.newRecord(Name.fromString("b."), Type.A, 1), Section.QUESTION);
    assertEquals(Rcode.FORMERR, ask("app", two, 0).orElseThrow().getRcode());
    Message version = DnsClient.question("db", Type.A);
    version.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
    assertEquals(Rcode.BADVERS, ask("app", version, 0).orElseThrow().getRcode());
    assertNotNull(ask("app", version, 0).orElseThrow().getOPT());
  }

  @Test
  void askersAreWhatTheFileSays() {
    Asker app = ProjectZone.asker(project, Objects.requireNonNull(project.services().get("app")));
    assertEquals(List.of("back", "front"), app.networks());
    assertEquals(Map.of("database", "db"), app.links());
    assertTrue(app.forwards());
  }
}
