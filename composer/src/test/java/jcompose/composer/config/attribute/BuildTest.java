package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code build}: a context, or how an image would be built; only config knows it. */
final class BuildTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        build:
          context: /D/dir
          dockerfile: Dockerfile
        """,
        "build: ./dir");
    becomes(
        """
        build:
          context: /D
          dockerfile: Dockerfile.dev
          args:
            A: "1"
          target: prod
        """,
        "build: {context: ., dockerfile: Dockerfile.dev, args: {A: 1}, target: prod}");
    becomes(
        """
        build:
          context: /D
          dockerfile: Dockerfile
          args:
            A: "1"
          labels:
            x: "y"
          cache_from:
            - a
          tags:
            - t:1
          platforms:
            - linux/amd64
        """,
        "build: {context: ., args: [A=1, B], labels: [x=y], cache_from: [a], tags: "
            + "[t:1], platforms: [linux/amd64]}");
    becomes(
        """
        build:
          context: /D
          dockerfile_inline: |
            FROM scratch
        """,
        """
        build:
          context: .
          dockerfile_inline: |
            FROM scratch
        """);
  }

  @Test
  void merges() {
    merge(
        """
        build:
          context: /D/a
          dockerfile: Dockerfile
          args:
            A: "2"
            B: "3"
        """,
        "build: {context: a, args: [A=1]}",
        "build: {args: {A: 2, B: 3}}");
  }

  @Test
  void refused() {
    refuses(
        "build: {contxt: .}",
        "s.yml:4:13: services.s.build.contxt: unknown key; did you mean 'context'?");
    refuses(
        "build: {context: ., args: 3}",
        "s.yml:4:31: services.s.build.args: must be a mapping or a list, not a number");
  }
}
