package jcompose.engine.spec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything the engine needs to know of one container.
 *
 * @param id 64 hexadecimal digits, unique on the machine
 * @param name what messages call the container, for example {@code shop-web-1}
 * @param root its root file system
 * @param process what it runs
 * @param hostname its host name; empty means the first 12 digits of the id
 * @param domainname its NIS domain name
 * @param networkFiles /etc/hosts, /etc/hostname and /etc/resolv.conf
 * @param mounts mounted over the root in the order of their targets' depth
 * @param devices added to the default devices
 * @param namespaces which namespaces are its own
 * @param resources its cgroup limits
 * @param security what confines it besides
 * @param cgroupsPath its group in every hierarchy, absolute from the hierarchy's root, for example
 *     {@code /lab/web}; empty means one of the engine's choice
 * @param sysctl kernel parameters of its own namespaces, in order; see {@link Sysctl}
 * @param init whether its first process is a small one that forwards signals to the program and
 *     reaps what is orphaned
 * @param privileged all capabilities, all devices, nothing masked or read-only, /sys writable
 * @param log what is kept of its output
 * @param annotations kept with the container, never read by the engine; in the given order
 */
public record ContainerSpec(
    String id,
    String name,
    Root root,
    ProcessSpec process,
    Optional<String> hostname,
    Optional<String> domainname,
    NetworkFiles networkFiles,
    List<Mount> mounts,
    List<Device> devices,
    Namespaces namespaces,
    Resources resources,
    Security security,
    Optional<String> cgroupsPath,
    Map<String, String> sysctl,
    boolean init,
    boolean privileged,
    LogSettings log,
    Map<String, String> annotations) {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  /** Copies the collections and checks the id. */
  public ContainerSpec {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("container id '" + id + "' is not 64 hexadecimal digits");
    }
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
    sysctl = Ordered.copy(sysctl);
    annotations = Ordered.copy(annotations);
    cgroupsPath.ifPresent(ContainerSpec::checkGroup);
  }

  private static void checkGroup(String path) {
    boolean plain =
        path.startsWith("/")
            && path.length() > 1
            && Arrays.stream(path.substring(1).split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!plain) {
      throw new IllegalArgumentException("cgroup path '" + path + "' is not absolute and plain");
    }
  }

  /** The same container with other limits. */
  public ContainerSpec withResources(Resources other) {
    return new ContainerSpec(
        id,
        name,
        root,
        process,
        hostname,
        domainname,
        networkFiles,
        mounts,
        devices,
        namespaces,
        other,
        security,
        cgroupsPath,
        sysctl,
        init,
        privileged,
        log,
        annotations);
  }

  /** The same container with further annotations. */
  public ContainerSpec withAnnotations(Map<String, String> further) {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    all.putAll(further);
    return new ContainerSpec(
        id,
        name,
        root,
        process,
        hostname,
        domainname,
        networkFiles,
        mounts,
        devices,
        namespaces,
        resources,
        security,
        cgroupsPath,
        sysctl,
        init,
        privileged,
        log,
        all);
  }

  /** The first 12 digits of the id, as Docker shows it. */
  public String shortId() {
    return id.substring(0, 12);
  }

  /** The host name that the container sees. */
  public String effectiveHostname() {
    return hostname.orElse(shortId());
  }
}
