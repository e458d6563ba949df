package jcompose.composer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jcompose.composer.Samples;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.DependsOn.Condition;
import jcompose.composer.model.NamespaceChoice;
import jcompose.composer.model.Position;
import jcompose.composer.model.Project;
import jcompose.composer.model.Replica;
import jcompose.composer.model.Service;
import jcompose.engine.spec.NamespaceType;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Project SHOP =
      Samples.project(
          Samples.service("web", "api"), Samples.service("api", "db"), Samples.service("db"));
  private static final Map<String, String> HASHES = Map.of("web", "1", "api", "2", "db", "3");
  private static final Replica DB = new Replica("db", 1);
  private static final UpOptions ALL = UpOptions.of(List.of());

  @Test
  void createsEverythingInTheOrderOfDependencies() {
    assertEquals(
        """
        db: create shop-db-1
        api: create shop-api-1 after db
        web: create shop-web-1 after api
        """,
        up(SHOP, HASHES, List.of(), ALL).print());
  }

  @Test
  void namedServiceBringsItsDependencies() {
    UpOptions api = UpOptions.of(List.of("api"));
    assertEquals(List.of("db", "api"), Planner.services(SHOP, api));
  }

  @Test
  void withoutDependenciesOnlyTheNamedServiceIsTouched() {
    UpOptions api = UpOptions.of(List.of("api"), UpOptions.Choice.NO_DEPENDENCIES);
    assertEquals(List.of("api"), Planner.services(SHOP, api));
  }

  @Test
  void keepsStartsAndRecreates() {
    List<Observed> observed =
        List.of(observed("db", "3", true), observed("api", "2", false), observed("web", "0", true));
    assertEquals(
        """
        db: keep shop-db-1
        api: start shop-api-1 after db: not running
        web: recreate shop-web-1 after api: its configuration or image changed
        """,
        up(SHOP, HASHES, observed, ALL).print());
  }

  @Test
  void replicasThatAreMissingAreMadeAndThoseAboveGo() {
    Service db = Samples.service("db").withScale(3);
    Project three = Samples.project(Samples.service("web", "db"), db);
    assertEquals(
        """
        db: create shop-db-1
        db: create shop-db-2
        db: create shop-db-3
        web: create shop-web-1 after db
        """,
        up(three, HASHES, List.of(), ALL).print());
    List<Observed> observed =
        List.of(
            observed("web", "1", true),
            observed(new Replica("db", 4), "3", true),
            observed(new Replica("db", 3), "0", true),
            observed(new Replica("db", 1), "3", false));
    assertEquals(
        """
        db: start shop-db-1: not running
        db: create shop-db-2: containers are numbered from 1 to 3
        db: recreate shop-db-3: its configuration or image changed
        db: remove shop-db-4: containers are numbered from 1 to 3
        web: keep shop-web-1 after db
        """,
        up(three, HASHES, observed, ALL).print());
    Project none = Samples.project(Samples.service("web", "db"), db.withScale(0));
    Plan plan = up(none, HASHES, observed, ALL);
    assertEquals(
        """
        db: remove shop-db-1: scale changed: 3 to 0
        db: remove shop-db-3: scale changed: 3 to 0
        db: remove shop-db-4: scale changed: 3 to 0
        web: keep shop-web-1 after db
        """,
        plan.print());
    assertTrue(plan.changes());
    assertEquals(
        "web: keep shop-web-1 after db\n",
        up(none, HASHES, List.of(observed("web", "1", true)), ALL).print());
  }

  @Test
  void moreContainersRestartNobodyAndOnlyTheFirstSharesItsNamespaces() {
    Service db = Samples.service("db").withScale(2);
    Service web = depending("web", Condition.SERVICE_STARTED, true, "db").withScale(2);
    Map<NamespaceType, NamespaceChoice> shared =
        Map.of(NamespaceType.IPC, new NamespaceChoice.OfService("db"));
    Project project = Samples.project(db, web, Samples.service("probe", shared, "db"));
    List<Observed> observed =
        List.of(
            observed("db", "3", true),
            observed("web", "1", true),
            observed(new Replica("web", 2), "1", true),
            observed("probe", "1", true));
    Map<String, String> hashes = Map.of("db", "3", "web", "1", "probe", "1");
    assertEquals(
        """
        db: keep shop-db-1
        db: create shop-db-2: scale changed: 1 to 2
        web: keep shop-web-1 after db
        web: keep shop-web-2 after db
        probe: keep shop-probe-1 after db
        """,
        up(project, hashes, observed, ALL).print());
    assertEquals(
        """
        db: recreate shop-db-1: its configuration or image changed
        db: create shop-db-2: scale changed: 1 to 2
        web: restart shop-web-1 after db: it depends on db, which is made anew
        web: restart shop-web-2 after db: it depends on db, which is made anew
        probe: recreate shop-probe-1 after db: it shares a namespace of db
        """,
        up(project, Map.of("db", "4", "web", "1", "probe", "1"), observed, ALL).print());
  }

  @Test
  void containerOfServiceThatIsGoneIsAnOrphan() {
    Plan plan =
        up(
            Samples.project(Samples.service("db")),
            HASHES,
            List.of(observed("db", "3", true), observed("old", "9", true)),
            ALL);
    assertEquals("db: keep shop-db-1\norphan shop-old-1\n", plan.print());
  }

  @Test
  void anonymousVolumesAreTakenOverUnlessRenewed() {
    Observed changed = new Observed("id", "shop-db-1", DB, "0", true, Map.of("/data", "volume1"));
    Project project = Samples.project(Samples.service("db"));
    assertEquals(
        List.of(
            new Action.Remove(
                changed,
                List.of(Cause.of(Cause.Kind.UNKNOWN, "its configuration or image changed")),
                false),
            new Action.Create(DB, "shop-db-1", "3", Map.of("/data", "volume1"), List.of())),
        up(project, HASHES, List.of(changed), ALL).services().get(0).actions());
    UpOptions renew = UpOptions.of(List.of(), UpOptions.Choice.RENEW_VOLUMES);
    Observed same = new Observed("id", "shop-db-1", DB, "3", true, Map.of("/data", "volume1"));
    assertEquals(
        List.of(
            new Action.Remove(
                same, List.of(Cause.of(Cause.Kind.ASKED, "its volumes are renewed")), true),
            new Action.Create(DB, "shop-db-1", "3", Map.of(), List.of())),
        up(project, HASHES, List.of(same), renew).services().get(0).actions());
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
        db: recreate shop-db-1: its configuration or image changed
        probe: recreate shop-probe-1 after db: it shares a namespace of db
        """,
        up(project, hashes, List.of(observed("db", "3", true), observed("probe", "1", true)), ALL)
            .print());
  }

  @Test
  void namesWhatIsKnownOfAChangeAndTellsWhetherAnythingIsDone() {
    Project project = Samples.project(Samples.service("db"));
    Cause cause =
        new Cause(
            Cause.Kind.CONFIG,
            "config changed: services.db.environment.A",
            Optional.of(new Position("stack.yml", 14, 7)));
    Plan plan =
        Planner.up(
            project,
            replica -> "3",
            List.of(observed("db", "0", true)),
            ALL,
            (service, container) -> List.of(cause));
    assertEquals(
        "db: recreate shop-db-1: config changed: services.db.environment.A (stack.yml:14:7)\n",
        plan.print());
    assertTrue(plan.changes());
    assertFalse(up(project, HASHES, List.of(observed("db", "3", true)), ALL).changes());
    UpOptions noRecreate = UpOptions.of(List.of(), UpOptions.Choice.NO_RECREATE);
    assertFalse(up(project, HASHES, List.of(observed("db", "0", true)), noRecreate).changes());
  }

  @Test
  void dependenciesAreMadeAnewOnRequest() {
    UpOptions options = UpOptions.of(List.of("api"), UpOptions.Choice.RECREATE_DEPENDENCIES);
    assertEquals(
        """
        db: recreate shop-db-1: asked for
        api: keep shop-api-1 after db
        """,
        up(SHOP, HASHES, List.of(observed("db", "3", true), observed("api", "2", true)), options)
            .print());
  }

  @Test
  void saysWhatIsWaitedFor() {
    Project project =
        Samples.project(
            depending("web", Condition.SERVICE_HEALTHY, false, "db"),
            depending("db", Condition.SERVICE_COMPLETED_SUCCESSFULLY, false, "migrate"),
            Samples.service("migrate"));
    assertEquals(
        """
        migrate: create shop-migrate-1
        db: create shop-db-1 after migrate (completed)
        web: create shop-web-1 after db (healthy)
        """,
        up(project, Map.of(), List.of(), ALL).print());
  }

  @Test
  void whatIsTiedIsRestartedAfterWhatIsMadeAnew() {
    Project project =
        Samples.project(
            depending("web", Condition.SERVICE_STARTED, true, "api"),
            depending("api", Condition.SERVICE_HEALTHY, true, "db"),
            Samples.service("other", "db"),
            Samples.service("db"));
    Map<String, String> hashes = Map.of("web", "1", "api", "2", "other", "3", "db", "new");
    List<Observed> observed =
        List.of(
            observed("web", "1", true),
            observed("api", "2", true),
            observed("other", "3", true),
            observed("db", "4", true));
    assertEquals(
        """
        db: recreate shop-db-1: its configuration or image changed
        api: restart shop-api-1 after db (healthy): it depends on db, which is made anew
        web: restart shop-web-1 after api: it depends on api, which is restarted
        other: keep shop-other-1 after db
        """,
        up(project, hashes, observed, ALL).print());
    assertEquals(
        """
        db: recreate shop-db-1: its configuration or image changed
        api: restart shop-api-1 after db (healthy): it depends on db, which is made anew
        """,
        up(
                project,
                hashes,
                List.of(
                    observed("web", "1", false),
                    observed("api", "2", true),
                    observed("db", "4", true)),
                UpOptions.of(List.of("db")))
            .print(),
        "also those that are not named, if they run");
    assertEquals(List.of("db", "api", "web"), Planner.withRestarted(project, List.of("db")));
  }

  @Test
  void whatIsOptionalIsNotRequired() {
    Service web =
        Samples.service("web", "db", "extra")
            .withDependsOn(
                List.of("db", "extra"),
                Map.of(
                    "extra",
                    new DependsOn(
                        Condition.SERVICE_STARTED, false, false, new Position("a", 1, 1))));
    Project project =
        Samples.project(
            web, Samples.service("db"), Samples.service("extra", "more"), Samples.service("more"));
    assertEquals(Set.of("web", "db"), Planner.required(project, UpOptions.of(List.of("web"))));
    assertEquals(Set.of("web", "db", "extra", "more"), Planner.required(project, ALL));
  }

  private static Plan up(
      Project project, Map<String, String> hashes, List<Observed> observed, UpOptions options) {
    return Planner.up(
        project,
        replica -> hashes.getOrDefault(replica.service(), ""),
        observed,
        options,
        (service, container) -> List.of());
  }

  private static Service depending(
      String name, Condition condition, boolean restart, String other) {
    return Samples.service(name)
        .withDependsOn(
            List.of(other),
            Map.of(other, new DependsOn(condition, true, restart, new Position("a", 1, 1))));
  }

  private static Observed observed(String service, String hash, boolean running) {
    return observed(new Replica(service, 1), hash, running);
  }

  private static Observed observed(Replica replica, String hash, boolean running) {
    return new Observed("id-" + replica, "shop-" + replica, replica, hash, running, Map.of());
  }
}
