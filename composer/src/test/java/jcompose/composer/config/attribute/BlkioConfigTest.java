package jcompose.composer.config.attribute;

import org.junit.jupiter.api.Test;

/** {@code blkio_config}: weights and rates of block devices. */
final class BlkioConfigTest extends AttributeTest {
  @Test
  void forms() {
    becomes(
        """
        blkio_config:
          weight: 300
          weight_device:
            - path: /dev/sda
              weight: 400
          device_read_bps:
            - path: /dev/sdb
              rate: "12582912"
          device_read_iops:
            - path: /dev/sdb
              rate: "120"
          device_write_bps:
            - path: /dev/sdb
              rate: "1048576"
          device_write_iops:
            - path: /dev/sdb
              rate: "30"
        """,
        """
        blkio_config:
          weight: 300
          weight_device: [{path: /dev/sda, weight: 400}]
          device_read_bps: [{path: /dev/sdb, rate: 12mb}]
          device_read_iops: [{path: /dev/sdb, rate: 120}]
          device_write_bps: [{path: /dev/sdb, rate: 1024k}]
          device_write_iops: [{path: /dev/sdb, rate: 30}]
        """);
  }

  @Test
  void merges() {
    merge(
        """
        blkio_config:
          weight: 200
          device_read_iops:
            - path: /dev/a
              rate: "1"
            - path: /dev/b
              rate: "2"
        """,
        "blkio_config: {weight: 100, device_read_iops: [{path: /dev/a, rate: 1}]}",
        "blkio_config: {weight: 200, device_read_iops: [{path: /dev/b, rate: 2}]}");
  }

  @Test
  void refused() {
    refuses(
        "blkio_config: {weigth: 3}",
        "s.yml:4:20: services.s.blkio_config.weigth: unknown key; did you mean " + "'weight'?");
  }
}
