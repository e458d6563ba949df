package jcompose.engine.network;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.network.Answers.Answer;
import jcompose.engine.spec.IpPrefix;

/**
 * A route of the main table as the kernel tells of it.
 *
 * @param index the link that it leads out of; 0 for none
 */
record RouteState(IpPrefix target, int index, Optional<InetAddress> gateway, int metric) {
  private static final int NEWROUTE = 24;
  private static final int RTMSG = 12;
  private static final int MAIN = 254;
  private static final int UNICAST = 1;
  private static final int DESTINATION = 1;
  private static final int OIF = 4;
  private static final int GATEWAY = 5;
  private static final int PRIORITY = 6;

  /** Whether it is a route to other machines. */
  static boolean isOne(Answer answer) {
    return answer.type() == NEWROUTE
        && (answer.body().get(4) & 0xff) == MAIN
        && answer.body().get(7) == UNICAST;
  }

  static RouteState of(Answer answer) {
    Map<Integer, ByteBuffer> attributes = answer.attributesBehind(RTMSG);
    boolean v4 = answer.body().get(0) == AddressMessages.AF_INET;
    ByteBuffer target = attributes.getOrDefault(DESTINATION, ByteBuffer.allocate(v4 ? 4 : 16));
    return new RouteState(
        new IpPrefix(AddressState.address(target), answer.body().get(1) & 0xff),
        number(attributes, OIF),
        Optional.ofNullable(attributes.get(GATEWAY)).map(AddressState::address),
        number(attributes, PRIORITY));
  }

  private static int number(Map<Integer, ByteBuffer> attributes, int type) {
    ByteBuffer value = attributes.get(type);
    return value == null ? 0 : value.getInt(0);
  }
}
