package jcompose.engine;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jcompose.engine.linux.Descriptor;
import jcompose.engine.network.AtOnce;
import jcompose.engine.network.Bridges;
import jcompose.engine.network.Endpoints;
import jcompose.engine.network.Firewall;
import jcompose.engine.network.Host;
import jcompose.engine.network.HostPorts;
import jcompose.engine.network.Impairments;
import jcompose.engine.network.NameRedirect;
import jcompose.engine.network.NamespaceFiles;
import jcompose.engine.network.NetworkNames;
import jcompose.engine.spec.AttachmentSpec;
import jcompose.engine.spec.EndpointSpec;
import jcompose.engine.spec.Impairment;
import jcompose.engine.spec.LinkPlace;
import jcompose.engine.spec.LinkSpec;
import jcompose.engine.spec.NetworkSpec;
import jcompose.engine.spec.PublishedPort;

/**
 * The engine's door to networks. All that it makes bears its project's name, stays when this
 * process ends, and is found again. It needs root; several threads may use it at once, for one
 * namespace each.
 */
public final class Networks implements AutoCloseable {
  private static final String RULES = "JCOMPOSE_NFT";
  private static final String HIDDEN = "none";

  private final EngineDirectories directories;
  private final Host host;
  private final NetworkNames names;
  private final NamespaceFiles namespaces;
  private final Bridges bridges;
  private final Endpoints endpoints;
  private final Firewall firewall;
  private final NameRedirect redirect;
  private final HostPorts ports;
  private final Impairments impairments;

  private Networks(EngineDirectories directories, Host host) {
    this.directories = directories;
    this.host = host;
    names = new NetworkNames(directories.cgroupParent());
    namespaces = new NamespaceFiles(directories.run());
    bridges = new Bridges(host, names);
    endpoints = new Endpoints(host, names, namespaces);
    firewall = new Firewall(host, names, HIDDEN.equals(System.getenv(RULES)));
    redirect = new NameRedirect(host, names);
    ports = new HostPorts(host);
    impairments = new Impairments(host, names, namespaces);
  }

  /** Networks in the network namespace of this thread. */
  public static Networks open(EngineDirectories directories) {
    return new Networks(directories, Host.own());
  }

  /** Networks in a network namespace that plays the host, which a file stands for. */
  public static Networks open(EngineDirectories directories, Path host) {
    return new Networks(directories, Host.of(host));
  }

  /**
   * Makes a network, or makes the one that is there what it should be.
   *
   * @throws EngineException when its link is somebody else's, or the kernel refuses
   */
  public void create(NetworkSpec network) {
    bridges.create(network);
  }

  /** The bridges of all projects. */
  public List<NetworkState> list() {
    return bridges.list();
  }

  /** The names of a project's networks that are bridges. */
  public Set<String> names(String project) {
    return list().stream()
        .filter(state -> state.project().equals(project))
        .map(NetworkState::name)
        .collect(Collectors.toSet());
  }

  /** Which addresses the host has routes to, so that no network takes them. */
  public List<HostRoute> routes() {
    return bridges.routes();
  }

  /** The name of a network's bridge, made or not, or of the host's link that it is on. */
  public String link(NetworkSpec network) {
    return names.link(network);
  }

  /** Removes a network; nothing happens when it is not there. */
  public void remove(String project, String network) {
    bridges.remove(project, network);
  }

  /**
   * Makes a network namespace with {@code lo} up, or leaves the one that is there.
   *
   * @return its file, for {@link jcompose.engine.spec.NamespaceMode.OfPath}
   */
  public Path namespace(String project, String name) {
    makeNamespace(project, name);
    return NamespaceFiles.file(directories.run(), project, name);
  }

  /**
   * The same.
   *
   * @return whether it is new
   */
  public boolean makeNamespace(String project, String name) {
    return namespaces.make(project, name);
  }

  /** Makes several namespaces, as {@link #namespace} does, at once. */
  public void namespaces(String project, Collection<String> names) {
    AtOnce.each(names, name -> namespaces.make(project, name));
  }

  /** Says that so many namespaces will be made, so that none has to be waited for. */
  public void prepareNamespaces(int count) {
    namespaces.prepare(count);
  }

  /** The file of a namespace, made or not. */
  public static Path namespaceFile(Path run, String project, String name) {
    return NamespaceFiles.file(run, project, name);
  }

  /** The names of a project's namespaces. */
  public List<String> namespaces(String project) {
    return namespaces.names(project);
  }

  /**
   * Removes a namespace with its links. Processes that are in it keep what they have, but for links
   * on links of the host.
   */
  public void removeNamespace(String project, String name) {
    endpoints.release(project, name);
    namespaces.remove(project, name);
  }

  /** Removes all of a project's namespaces. */
  public void removeNamespaces(String project) {
    AtOnce.each(namespaces.names(project), name -> removeNamespace(project, name));
  }

  /**
   * Attaches a namespace to networks, all at once: links, addresses, routes. What is there already
   * and right stays as it is; after a failure, what was made is gone.
   */
  public void attach(String project, String namespace, List<AttachmentSpec> attachments) {
    endpoints.attach(project, namespace, attachments, false);
  }

  /** The same for a namespace that is just made, and has no links yet. */
  public void attachFresh(String project, String namespace, List<AttachmentSpec> attachments) {
    endpoints.attach(project, namespace, attachments, true);
  }

  /**
   * Attaches a namespace, in which processes run, again to those of its networks whose bridges have
   * no link to it any more; all other links stay as the processes made them.
   *
   * @return the names of the interfaces that are made anew
   */
  public List<String> reattach(String project, String namespace, List<AttachmentSpec> attachments) {
    List<AttachmentSpec> lost = endpoints.lost(project, namespace, attachments);
    if (!lost.isEmpty()) {
      endpoints.attach(project, namespace, lost, false);
    }
    return lost.stream().map(place -> place.endpoint().interfaceName()).toList();
  }

  /** Takes a link out of a namespace; nothing happens when it is not there. */
  public void detach(String project, String namespace, String interfaceName) {
    endpoints.detach(project, namespace, interfaceName);
  }

  /** Gives links of a namespace, which are there, no more and no less than what is theirs. */
  public void furnish(String project, String namespace, List<EndpointSpec> endpoints) {
    this.endpoints.furnish(project, namespace, endpoints);
  }

  /**
   * Lays a cable between two namespaces. One that is there already stays with all that those who
   * are at its ends made of it.
   */
  public void connect(LinkSpec cable) {
    endpoints.connect(cable);
  }

  /**
   * Why the kernel itself can neither keep networks apart nor lead to ports: there is no nft(8), or
   * no nf_tables.
   *
   * @return empty when it can
   */
  public Optional<String> lackingRules() {
    return firewall.lacking();
  }

  /**
   * Puts a project's rules in place of those that it has, in one transaction: outward traffic,
   * isolation, published ports, and what other programs' rules have to let pass. Switches on what
   * the host needs to forward packets. Without nft only that is done.
   *
   * @param networks all of the project's that are there
   * @param published all of its ports
   * @return the sysctls that were off and are on now, for example {@code net.ipv4.ip_forward}
   * @throws EngineException with nft's words; the rules are those of before then
   */
  public List<String> apply(
      String project, List<NetworkSpec> networks, List<PublishedPort> published) {
    firewall.apply(project, networks, published);
    return firewall.forward(networks);
  }

  /**
   * Takes a port of the host, so that nobody else gets it.
   *
   * @param address of the host; empty for all
   * @param port 0 for any that is free
   * @throws EngineException naming the process that has it
   */
  public ReservedPort reserve(
      PublishedPort.Protocol protocol, Optional<InetAddress> address, int port) {
    return ports.reserve(protocol, address, port);
  }

  /**
   * Opens sockets in a namespace to which comes what its processes ask at 127.0.0.11:53. They may
   * use port 53 themselves, unless the kernel lacks nf_tables.
   */
  public NameSockets nameSockets(String project, String namespace) {
    try (Descriptor there = namespaces.demand(project, namespace)) {
      return redirect.open(namespace, there);
    }
  }

  /**
   * Puts what is wrong with a link in place of what was before, with {@link Impairment#NONE}
   * nothing. A rate alone needs sch_tbf, all else sch_netem.
   *
   * @throws EngineException naming the module that the kernel lacks
   */
  public void impair(LinkPlace place, Impairment impairment) {
    impairments.set(place, impairment);
  }

  /** What is wrong with a link. */
  public Impairment impairment(LinkPlace place) {
    return impairments.get(place);
  }

  /**
   * Pulls a link out, both directions. Of a link to a bridge the routes stay.
   *
   * @return what does not stay (routes, addresses of IPv6), for {@link #plug}
   */
  public List<String> unplug(LinkPlace place) {
    return impairments.unplug(place);
  }

  /**
   * Plugs a link in again.
   *
   * @param lost what went when it was pulled out
   */
  public void plug(LinkPlace place, List<String> lost) {
    impairments.plug(place, lost);
  }

  /** Whether a link is plugged in. */
  public boolean isPlugged(LinkPlace place) {
    return impairments.isPlugged(place);
  }

  /**
   * Something that is opened in a namespace and stays there, for example a socket. It must not
   * wait, nor start threads.
   */
  public <T> T inside(String project, String namespace, Callable<T> work) {
    try (Descriptor there = namespaces.demand(project, namespace)) {
      return host.thread().in(there, work);
    }
  }

  /** The same in the network namespace of the host. */
  public <T> T onHost(Callable<T> work) {
    return host.inside(work);
  }

  /** Removes all that bears a project's name, whoever made it. */
  public void removeProject(String project) {
    firewall.remove(project);
    bridges.removeAll(project);
    removeNamespaces(project);
  }

  /** Lets go of sockets and threads; what was made stays. */
  @Override
  public void close() {
    ports.close();
    namespaces.close();
    host.close();
  }
}
