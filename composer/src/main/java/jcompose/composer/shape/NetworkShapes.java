package jcompose.composer.shape;

import static jcompose.composer.shape.Shapes.BOOLEAN;
import static jcompose.composer.shape.Shapes.INTEGER;
import static jcompose.composer.shape.Shapes.LABELS;
import static jcompose.composer.shape.Shapes.OPTIONS;
import static jcompose.composer.shape.Shapes.STRING;

import jcompose.composer.shape.EntriesShape.Listing;
import jcompose.composer.shape.ListShape.Join;

/** Networks, how services are in them, and the ports that they publish. */
final class NetworkShapes {
  private static final Shape POOL =
      FieldsShape.of(
          Field.of("subnet", STRING),
          Field.of("gateway", STRING),
          Field.of("ip_range", STRING),
          Field.of("aux_addresses", Shapes.entries(STRING)));

  private static final Shape IPAM =
      FieldsShape.of(
          Field.of("driver", STRING),
          Field.of("config", Shapes.list(POOL, Join.SUBNET)),
          Field.of("options", Shapes.entries(STRING)));

  static final FieldsShape NETWORK =
      FieldsShape.of(
              Field.of("name", STRING),
              Field.of("driver", STRING),
              Field.of("driver_opts", OPTIONS),
              Field.of("ipam", IPAM),
              Field.of("external", FileShapes.EXTERNAL),
              Field.of("internal", BOOLEAN),
              Field.of("attachable", BOOLEAN),
              Field.of("labels", LABELS),
              Field.of("enable_ipv4", BOOLEAN).keep(),
              Field.of("enable_ipv6", BOOLEAN).keep(),
              Field.of("link", OwnShapes.LINK).ours())
          .orNothing();

  private static final Shape ADDRESSES = Shapes.list(STRING, Join.KEY);

  static final FieldsShape ATTACHMENT =
      FieldsShape.of(
              Field.of("aliases", ADDRESSES),
              Field.of("driver_opts", OPTIONS),
              Field.of("gw_priority", INTEGER),
              Field.of("interface_name", STRING),
              Field.of("ipv4_address", STRING),
              Field.of("ipv6_address", STRING),
              Field.of("link_local_ips", ADDRESSES),
              Field.of("mac_address", STRING),
              Field.of("priority", INTEGER),
              Field.of("link", OwnShapes.LINK).ours())
          .orNothing();

  static final Shape OF_SERVICE = Shapes.named(ATTACHMENT, Listing.NAMES);

  /** Wires between two services, a key of our own. */
  static final Shape LINKS =
      Shapes.list(
          FieldsShape.of(
              Field.of("endpoints", Shapes.list(STRING, Join.REPLACE)).must(),
              Field.of("mtu", INTEGER),
              Field.of("link", OwnShapes.LINK).ours()),
          Join.APPEND);

  static final Shape PORTS =
      Shapes.list(
          FieldsShape.of(
                  Field.of("name", STRING),
                  Field.of("mode", STRING),
                  Field.of("host_ip", STRING),
                  Field.of("target", INTEGER).must(),
                  Field.of("published", Shapes.TEXT),
                  Field.of("protocol", STRING),
                  Field.of("app_protocol", STRING))
              .or(Shorthand.PORT),
          Join.PORT);

  private NetworkShapes() {}
}
