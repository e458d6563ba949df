package jcompose.engine.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jcompose.engine.EngineException;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.linux.Errno;
import jcompose.engine.linux.SyscallException;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.NetworkSpec.Driver;
import jcompose.engine.spec.PublishedPort;
import org.jspecify.annotations.Nullable;

/** The rules of projects on the host. */
public final class Firewall {
  private static final int MOST_TRIES = 4;

  private final Host host;
  private final NetworkNames names;
  private final boolean hidden;
  private final Optional<Nft> nft;
  private volatile boolean ready;

  /**
   * That of one engine.
   *
   * @param hidden whether nft is not to be used though it is there
   */
  public Firewall(Host host, NetworkNames names, boolean hidden) {
    this.host = host;
    this.names = names;
    this.hidden = hidden;
    this.nft = hidden ? Optional.empty() : Nft.find(System.getenv());
  }

  /**
   * Why no rules can be made: no nft, or a kernel without what it is for.
   *
   * @return empty when they can
   */
  public Optional<String> lacking() {
    if (hidden) {
      return Optional.of("nft is not used, as JCOMPOSE_NFT says");
    }
    if (nft.isEmpty()) {
      return Optional.of("nft is not installed (package nftables)");
    }
    ready = ready || kernelHas();
    return ready
        ? Optional.empty()
        : Optional.of("the kernel lacks nf_tables (try 'modprobe nf_tables')");
  }

  private boolean kernelHas() {
    try (Netlink netlink = rules(host.namespace())) {
      if (netlink == null) {
        return false;
      }
      netlink.change("", List.of(RuleMessages.generation()));
      return true;
    } catch (NetlinkException refused) {
      return refused.is(Errno.EPERM); // who may not ask is told so by what comes next
    }
  }

  /** A socket to a namespace's rules; null where the kernel has no nf_tables at all. */
  private @Nullable Netlink rules(Descriptor namespace) {
    try {
      return host.thread().rules(namespace);
    } catch (SyscallException none) {
      if (none.is(Errno.EPROTONOSUPPORT)) {
        return null;
      }
      throw none;
    }
  }

  private Optional<Nft> program() {
    return lacking().isEmpty() ? nft : Optional.empty();
  }

  /** Puts a project's rules in place of those that it has, at once; nothing without nft. */
  public void apply(String project, List<NetworkSpec> networks, List<PublishedPort> ports) {
    program()
        .ifPresent(
            program -> {
              String table = TableText.of(names, project, networks, ports);
              change(program, project, table, TableText.accepts(names, networks));
            });
  }

  /** Removes a project's rules; nothing happens when it has none. */
  public void remove(String project) {
    program()
        .ifPresent(
            program -> change(program, project, TableText.none(names.table(project)), List.of()));
  }

  /** Others may change their chains while this looks at them: then it looks again. */
  private void change(Nft program, String project, String table, List<String> accepts) {
    for (int tries = 1; ; tries++) {
      try {
        changeOnce(program, project, table, accepts);
        return;
      } catch (EngineException refused) {
        if (tries == MOST_TRIES) {
          throw refused;
        }
      }
    }
  }

  private void changeOnce(Nft program, String project, String table, List<String> accepts) {
    String subject = "project " + project;
    ForeignRules foreign = new ForeignRules();
    Descriptor there = host.namespace();
    // one at a time: of several in one script nft 1.0.6 finds the last alone
    String listed =
        foreign.candidates(program.run(subject, there, List.of(), "list chains")).stream()
            .map(chain -> program.run(subject, there, List.of("-a"), "list chain " + chain))
            .collect(Collectors.joining());
    String comment = names.instance() + " " + project;
    String others =
        foreign.commands(listed, comment, accepts).stream()
            .map(command -> command + "\n")
            .collect(Collectors.joining());
    program.run(subject, there, List.of(), table + others);
  }

  /**
   * Lets the host forward packets, if a network needs it.
   *
   * @return the settings that were off, for example {@code net.ipv4.ip_forward}
   */
  public List<String> forward(List<NetworkSpec> networks) {
    boolean v4 = needs(networks, true);
    boolean v6 = needs(networks, false);
    return host.inside(() -> Forwarding.enable(v4, v6));
  }

  private static boolean needs(List<NetworkSpec> networks, boolean v4) {
    return networks.stream()
        .filter(network -> network.driver() == Driver.BRIDGE && !network.internal())
        .flatMap(network -> network.subnets().stream())
        .anyMatch(subnet -> subnet.network().isV4() == v4);
  }
}
