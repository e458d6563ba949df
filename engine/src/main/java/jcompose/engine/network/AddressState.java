package jcompose.engine.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import jcompose.engine.network.Answers.Answer;
import jcompose.engine.spec.IpPrefix;

/** An address of a link as the kernel tells of it. */
record AddressState(int index, IpPrefix address) {
  private static final int NEWADDR = 20;
  private static final int IFADDRMSG = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;

  static boolean isOne(Answer answer) {
    return answer.type() == NEWADDR;
  }

  static AddressState of(Answer answer) {
    Map<Integer, ByteBuffer> attributes = answer.attributesBehind(IFADDRMSG);
    ByteBuffer local =
        Optional.ofNullable(attributes.get(IFA_LOCAL))
            .or(() -> Optional.ofNullable(attributes.get(IFA_ADDRESS)))
            .orElseThrow();
    return new AddressState(
        answer.body().getInt(4), new IpPrefix(address(local), answer.body().get(1) & 0xff));
  }

  static InetAddress address(ByteBuffer bytes) {
    try {
      return InetAddress.getByAddress(Answers.bytes(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
