package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code volumes}: short and long; unique by target. */
final class VolumesTest extends AttributeTest {
  VolumesTest() {
    super("volumes: {v: {}}");
  }

  @Test
  void forms() {
    becomes(
        """
        volumes:
          - type: volume
            target: /anon
            volume: {}
          - type: volume
            source: v
            target: /data
            read_only: true
            volume: {}
          - type: bind
            source: /D/rel
            target: /r
            bind: {}
          - type: bind
            source: /home/ada/h
            target: /h
            bind: {}
          - type: bind
            source: /abs
            target: /a
            bind:
              selinux: z
        """,
        "volumes: [/anon, 'v:/data:ro', './rel:/r', '~/h:/h', '/abs:/a:rw,z']");
    becomes(
        """
        volumes:
          - type: bind
            source: /D/b
            target: /b
            read_only: true
            bind:
              propagation: rslave
              create_host_path: false
          - type: volume
            source: v
            target: /v
            volume:
              nocopy: true
              subpath: s
          - type: tmpfs
            target: /t
            tmpfs:
              size: "10485760"
              mode: 1023
          - type: image
            source: x
            target: /i
            image:
              subpath: s
        """,
        """
        volumes:
          - {type: bind, source: ./b, target: /b, read_only: true, bind: {propagation: rslave, create_host_path: false}}
          - {type: volume, source: v, target: /v, volume: {nocopy: true, subpath: s}}
          - {type: tmpfs, target: /t, tmpfs: {size: 10m, mode: 01777}}
          - {type: image, source: x, target: /i, image: {subpath: s}}
        """);
  }

  @Test
  void merges() {
    merge(
        """
        volumes:
          - type: volume
            source: v
            target: /a
            volume: {}
          - type: bind
            source: /D/y
            target: /b
            bind: {}
          - type: volume
            target: /c
            volume: {}
        """,
        "volumes: ['v:/a', './x:/b']",
        "volumes: ['./y:/b', /c]");
  }

  @Test
  void refused() {
    refuses("volumes: 'v:/a'", "s.yml:4:14: services.s.volumes: must be a list, not a string");
    refuses(
        "volumes: ['w:/a']",
        "s.yml:4:15: services.s.volumes: volume 'w' is not declared under the "
            + "top-level 'volumes'");
    refuses(
        "volumes: [{type: disk, target: /a}]",
        "s.yml:4:22: services.s.volumes[0].type: 'disk' is not one of bind, volume, "
            + "tmpfs, cluster, npipe, image");
    refuses(
        "volumes: ['v:/a:rx']",
        "s.yml:4:15: services.s.volumes[0]: unknown option 'rx'; did you mean 'ro'?");
    refuses(
        "volumes: [{type: bind, source: ./b}]",
        "s.yml:4:15: services.s.volumes[0]: needs 'target'");
  }
}
