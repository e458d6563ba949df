package jcompose.composer.load;

import java.util.Optional;
import jcompose.composer.model.IpAddress;
import jcompose.composer.model.Subnet;

/** Attributes that are addresses or subnets; reported and empty when they are none. */
final class Addresses {
  private Addresses() {}

  static Optional<IpAddress> any(Attribute attribute) {
    Optional<String> text = attribute.nonEmptyString();
    Optional<IpAddress> address = text.flatMap(IpAddress::parse);
    if (text.isPresent() && address.isEmpty()) {
      attribute.problem("'" + text.get() + "' is not an IP address");
    }
    return address;
  }

  /** Of one family. */
  static Optional<IpAddress> of(Attribute attribute, boolean six) {
    Optional<IpAddress> address = any(attribute);
    if (address.isPresent() && address.get().six() != six) {
      attribute.problem("'" + address.get() + "' is not an address of IPv" + (six ? 6 : 4));
      return Optional.empty();
    }
    return address;
  }

  static Optional<Subnet> subnet(Attribute attribute) {
    Optional<String> text = attribute.nonEmptyString();
    Optional<Subnet> subnet = text.flatMap(Subnet::parse);
    if (text.isPresent() && subnet.isEmpty()) {
      attribute.problem("'" + text.get() + "' is not a subnet such as 10.1.2.0/24");
    } else if (subnet.isPresent()) {
      String written = text.get().substring(0, text.get().indexOf('/'));
      if (!IpAddress.parse(written).equals(Optional.of(subnet.get().address()))) {
        attribute.problem("'" + text.get() + "' is an address; the subnet is " + subnet.get());
        return Optional.empty();
      }
    }
    return subnet;
  }
}
