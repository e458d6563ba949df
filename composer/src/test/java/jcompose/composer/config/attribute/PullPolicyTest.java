package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code pull_policy}: when a registry is asked. */
final class PullPolicyTest extends AttributeTest {
  @Test
  void forms() {
    becomes("pull_policy: always\n", "pull_policy: always");
    becomes("pull_policy: every_12h\n", "pull_policy: every_12h");
    becomes("pull_policy: missing\n", "pull_policy: if_not_present");
    becomes("pull_policy: daily\n", "pull_policy: daily");
  }

  @Test
  void merges() {
    merge("pull_policy: never\n", "pull_policy: always", "pull_policy: never");
  }

  @Test
  void refused() {
    refuses(
        "pull_policy: sometimes",
        "s.yml:4:18: services.s.pull_policy: 'sometimes' does not look like "
            + "always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+["
            + "wdhms])+");
    refuses(
        "pull_policy: every_x",
        "s.yml:4:18: services.s.pull_policy: 'every_x' does not look like "
            + "always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+["
            + "wdhms])+");
  }
}
