package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import jcompose.composer.model.DependsOn;
import jcompose.composer.model.Position;
import jcompose.composer.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code depends_on}, {@code profiles} and what services need of each other. */
final class DependenciesTest {
  @TempDir Path folder;

  private List<String> dependencies(String dependsOn, String db) {
    return web(dependsOn, db).dependsOn();
  }

  private Service web(String dependsOn, String db) {
    Folder.of(folder)
        .write(
            "stack.yml",
            "services:\n  web:\n    image: a\n    depends_on: "
                + dependsOn
                + "\n  db: "
                + db
                + "\n");
    return Folder.of(folder).load("stack.yml").project().services().values().iterator().next();
  }

  private List<String> problems(String dependsOn, String db) {
    Folder.of(folder)
        .write(
            "stack.yml",
            "services:\n  web:\n    image: a\n    depends_on: "
                + dependsOn
                + "\n  db: "
                + db
                + "\n");
    return Folder.of(folder).problemsOf("stack.yml");
  }

  @Test
  void readsBothSyntaxes() {
    assertEquals(List.of("db"), dependencies("[db]", "{image: b}"));
    assertEquals(
        List.of("db"),
        dependencies("{db: {condition: service_started, restart: false}}", "{image: b}"));
  }

  @Test
  void refusesUnknownServices() {
    assertEquals(
        List.of("stack.yml:4:18: services.web.depends_on.bd: no service 'bd'; did you mean 'db'?"),
        problems("[bd]", "{image: b}"));
  }

  @Test
  void keepsConditionsWithTheirPlaces() {
    Service web = web("{db: {condition: service_healthy, restart: true}}", "{image: b}");
    assertEquals(
        new DependsOn(
            DependsOn.Condition.SERVICE_HEALTHY, true, true, new Position("stack.yml", 4, 34)),
        web.dependsOn("db"));
    DependsOn completed =
        web("{db: {condition: service_completed_successfully, required: false}}", "{image: b}")
            .dependsOn("db");
    assertEquals(DependsOn.Condition.SERVICE_COMPLETED_SUCCESSFULLY, completed.condition());
    assertFalse(completed.required());
    assertEquals(
        List.of(
            "stack.yml:4:34: services.web.depends_on.db.condition: 'service_heathy' is not one of"
                + " service_started, service_healthy, service_completed_successfully; did you mean"
                + " 'service_healthy'?"),
        problems("{db: {condition: service_heathy}}", "{image: b}"));
  }

  @Test
  void aSharedNamespaceNeedsNoMoreThanTheStart() {
    Folder.of(folder)
        .write(
            "stack.yml",
            "services: {web: {image: a, network_mode: 'service:db'}, db: {image: b}}\n");
    Service web =
        Folder.of(folder).load("stack.yml").project().services().values().iterator().next();
    assertEquals(DependsOn.ORDER, web.dependsOn("db"));
    assertEquals(List.of("db"), web.dependsOn());
  }

  @Test
  void refusesDisabledServicesUnlessTheyAreOptional() {
    assertEquals(
        List.of(
            "stack.yml:4:18: services.web.depends_on.db: service 'db' is disabled; enable it with a"
                + " profile of: p, q"),
        problems("[db]", "{image: b, profiles: [p, q]}"));
    assertEquals(List.of(), dependencies("{db: {required: false}}", "{image: b, profiles: [p]}"));
  }

  @Test
  void showsCycles() {
    assertEquals(
        List.of("stack.yml:5:39: services.db.pid: dependency cycle: web -> db -> web"),
        problems("[db]", "{image: b, depends_on: [], pid: 'service:web'}"));
  }
}
