package jcompose.engine.network;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jcompose.engine.spec.NetworkSpec;

/**
 * The names that things of one engine have on the machine. They derive from what they are for, so
 * that they are found again, and who owns a link is written on it as its alias.
 *
 * @param instance {@code jcompose}, or with a hash of the folder that this engine keeps its files
 *     in
 */
public record NetworkNames(String instance) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 12;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The name of a network's bridge, or of the host's link that it is on. */
  public String link(NetworkSpec network) {
    return network
        .link()
        .orElseGet(() -> "jcb" + hash(instance, network.project(), network.name()));
  }

  /** The name of the host's end of a container's link. */
  String port(String project, String namespace, String interfaceName) {
    return "jcv" + hash(instance, project, namespace, interfaceName);
  }

  /** What a link of a project bears as its alias, up to the last part. */
  String owner(String project) {
    return instance + ":" + project + ":";
  }

  String bridgeAlias(NetworkSpec network) {
    return owner(network.project()) + network.name();
  }

  String portAlias(String project, String network, String namespace) {
    return owner(project) + network + ":" + namespace;
  }

  /** The project that an alias names; empty when it is none of this engine's. */
  Optional<String> projectOf(String alias) {
    String[] parts = alias.split(":", -1);
    return parts.length >= 3 && parts[0].equals(instance)
        ? Optional.of(parts[1])
        : Optional.empty();
  }

  /** The network of a bridge that bears an alias; empty when it is no bridge of this engine. */
  Optional<String> networkOf(String alias) {
    String[] parts = alias.split(":", -1);
    return parts.length == 3 && parts[0].equals(instance)
        ? Optional.of(parts[2])
        : Optional.empty();
  }

  /** The name of the table with a project's rules. */
  String table(String project) {
    return instance.replace('-', '_') + "_" + project;
  }

  /** The hardware address of a network's bridge, so that it does not change with its ports. */
  String bridgeMac(NetworkSpec network) {
    long hash = number(instance, network.project(), network.name(), "mac");
    StringBuilder text = new StringBuilder("02");
    for (int i = 0; i < 5; i++) {
      text.append(':').append(java.util.HexFormat.of().toHexDigits((byte) (hash >> (8 * i))));
    }
    return text.toString();
  }

  private static String hash(String... parts) {
    long hash = number(parts);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt((int) (hash >>> (5 * i)) & 31));
    }
    return text.toString();
  }

  /** FNV-1a, with its bits mixed: names that differ in the last letter share none. */
  private static long number(String... parts) {
    long hash = FNV_OFFSET;
    for (byte each : String.join("\0", parts).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }
}
