package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code develop}: what watch would do; only config knows it. */
final class DevelopTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        develop:
          watch:
            - path: /D/src
              action: sync
              target: /app
              ignore:
                - node_modules/
            - path: /D/package.json
              action: rebuild
        """,
        "develop: {watch: [{path: ./src, action: sync, target: /app, ignore: "
            + "[node_modules/]}, {path: package.json, action: rebuild}]}");
  }

  @Test
  void merges() {
    merge(
        """
        develop:
          watch:
            - path: /D/a
              action: rebuild
            - path: /D/b
              action: restart
        """,
        "develop: {watch: [{path: a, action: rebuild}]}",
        "develop: {watch: [{path: b, action: restart}]}");
  }

  @Test
  void refused() {
    refuses(
        "develop: {watch: [{path: a, action: resync}]}",
        "s.yml:4:41: services.s.develop.watch[0].action: 'resync' is not one of "
            + "rebuild, sync, restart, sync+restart, sync+exec; did you mean 'sync'?");
    refuses(
        "develop: {watch: [{action: sync}]}",
        "s.yml:4:23: services.s.develop.watch[0]: needs 'path'",
        "s.yml:4:23: services.s.develop.watch: needs 'target' for 'sync'");
  }
}
