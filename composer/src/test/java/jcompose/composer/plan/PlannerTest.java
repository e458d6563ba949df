package jcompose.composer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import jcompose.composer.Samples;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Project;
import jcompose.engine.spec.NamespaceType;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Project SHOP =
      Samples.project(
          Samples.service("web", "api"), Samples.service("api", "db"), Samples.service("db"));
  private static final Map<String, String> HASHES = Map.of("web", "1", "api", "2", "db", "3");
  private static final UpOptions ALL = new UpOptions(List.of(), false, false, false, false);

  @Test
  void createsEverythingInTheOrderOfDependencies() {
    assertEquals(
        """
        db: create shop-db-1
        api: create shop-api-1 after db
        web: create shop-web-1 after api
        """,
        Planner.up(SHOP, HASHES, List.of(), ALL).print());
  }

  @Test
  void namedServiceBringsItsDependencies() {
    UpOptions api = new UpOptions(List.of("api"), false, false, false, false);
    assertEquals(List.of("db", "api"), Planner.services(SHOP, api));
  }

  @Test
  void withoutDependenciesOnlyTheNamedServiceIsTouched() {
    UpOptions api = new UpOptions(List.of("api"), true, false, false, false);
    assertEquals(List.of("api"), Planner.services(SHOP, api));
  }

  @Test
  void keepsStartsAndRecreates() {
    List<Observed> observed =
        List.of(observed("db", "3", true), observed("api", "2", false), observed("web", "0", true));
    assertEquals(
        """
        db: keep shop-db-1
        api: start shop-api-1 after db
        web: remove shop-web-1 (its configuration or image changed) after api
        web: create shop-web-1 after api
        """,
        Planner.up(SHOP, HASHES, observed, ALL).print());
  }

  @Test
  void containerOfServiceThatIsGoneIsAnOrphan() {
    Plan plan =
        Planner.up(
            Samples.project(Samples.service("db")),
            HASHES,
            List.of(observed("db", "3", true), observed("old", "9", true)),
            ALL);
    assertEquals("db: keep shop-db-1\norphan shop-old-1\n", plan.print());
  }

  @Test
  void anonymousVolumesAreTakenOverUnlessRenewed() {
    Observed changed = new Observed("id", "shop-db-1", "db", "0", true, Map.of("/data", "volume1"));
    Project project = Samples.project(Samples.service("db"));
    assertEquals(
        List.of(
            new Action.Remove(changed, "its configuration or image changed", false),
            new Action.Create("shop-db-1", "3", Map.of("/data", "volume1"))),
        Planner.up(project, HASHES, List.of(changed), ALL).services().get(0).actions());
    UpOptions renew = new UpOptions(List.of(), false, false, true, false);
    Observed same = new Observed("id", "shop-db-1", "db", "3", true, Map.of("/data", "volume1"));
    assertEquals(
        List.of(
            new Action.Remove(same, "its volumes are renewed", true),
            new Action.Create("shop-db-1", "3", Map.of())),
        Planner.up(project, HASHES, List.of(same), renew).services().get(0).actions());
  }

  @Test
  void sharerOfNamespaceIsMadeAnewWithItsOwner() {
    Project project =
        Samples.project(
            Samples.service("db"),
            Samples.service(
                "probe", Map.of(NamespaceType.NETWORK, new NamespaceChoice.OfService("db")), "db"));
    Map<String, String> hashes = Map.of("db", "new", "probe", "1");
    assertEquals(
        """
        db: remove shop-db-1 (its configuration or image changed)
        db: create shop-db-1
        probe: remove shop-probe-1 (it shares a namespace of db) after db
        probe: create shop-probe-1 after db
        """,
        Planner.up(
                project,
                hashes,
                List.of(observed("db", "3", true), observed("probe", "1", true)),
                ALL)
            .print());
  }

  private static Observed observed(String service, String hash, boolean running) {
    return new Observed(
        "id-" + service, "shop-" + service + "-1", service, hash, running, Map.of());
  }
}
