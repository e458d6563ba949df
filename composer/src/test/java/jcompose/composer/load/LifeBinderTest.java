package jcompose.composer.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jcompose.composer.model.Restart;
import jcompose.composer.model.Restart.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code restart} and {@code deploy.restart_policy}. */
final class LifeBinderTest {
  @TempDir Path folder;

  @Test
  void readsEveryWord() {
    assertEquals(Optional.empty(), restart("restart: no"));
    assertEquals(Optional.empty(), restart("restart: 'no'"));
    assertEquals(simple(Condition.ALWAYS, 0), restart("restart: always"));
    assertEquals(simple(Condition.ON_FAILURE, 0), restart("restart: on-failure"));
    assertEquals(simple(Condition.ON_FAILURE, 3), restart("restart: on-failure:3"));
    assertEquals(simple(Condition.UNLESS_STOPPED, 0), restart("restart: unless-stopped"));
  }

  @Test
  void readsAPolicyOfDeploy() {
    assertEquals(
        Optional.of(
            new Restart(
                Condition.ON_FAILURE,
                4,
                Optional.of(Duration.ofSeconds(5)),
                Duration.ofSeconds(90))),
        restart(
            "deploy: {restart_policy: {condition: on-failure, delay: 5s, max_attempts: 4,"
                + " window: 1m30s}}"));
    assertEquals(simple(Condition.ALWAYS, 0), restart("deploy: {restart_policy: {}}"));
    assertEquals(Optional.empty(), restart("deploy: {restart_policy: {condition: none}}"));
  }

  @Test
  void thePolicyOfDeployWins() {
    assertEquals(
        simple(Condition.ALWAYS, 0),
        restart("restart: 'no'", "deploy: {restart_policy: {condition: any}}"));
    assertEquals(
        Optional.empty(),
        restart("restart: always", "deploy: {restart_policy: {condition: none}}"));
    assertEquals(
        simple(Condition.ALWAYS, 0), restart("restart: always", "deploy: {resources: {}}"));
  }

  @Test
  void refusesOthersWithTheirPlace() {
    assertEquals(
        List.of(
            "stack.yml:4:14: services.web.restart: 'allways' is not one of no, always, on-failure,"
                + " on-failure:NUMBER, unless-stopped; did you mean 'always'?"),
        Folder.of(folder).problems("restart: allways"));
    assertEquals(
        List.of(
            "stack.yml:4:42: services.web.deploy.restart_policy.condition: 'sometimes' is not one"
                + " of none, on-failure, any"),
        Folder.of(folder).problems("deploy: {restart_policy: {condition: sometimes}}"));
  }

  private Optional<Restart> restart(String... lines) {
    return Folder.of(folder).service(lines).life().restart();
  }

  private static Optional<Restart> simple(Condition condition, int attempts) {
    return Optional.of(new Restart(condition, attempts, Optional.empty(), Duration.ZERO));
  }
}
