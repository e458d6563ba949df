package jcompose.engine.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import jcompose.engine.Capabilities;
import jcompose.engine.spec.ContainerSpec;
import jcompose.engine.spec.Device;
import jcompose.engine.spec.LogSettings;
import jcompose.engine.spec.Mount;
import jcompose.engine.spec.NamespaceMode;
import jcompose.engine.spec.NamespaceType;
import jcompose.engine.spec.Namespaces;
import jcompose.engine.spec.NetworkFiles;
import jcompose.engine.spec.ProcessAttributes;
import jcompose.engine.spec.ProcessSpec;
import jcompose.engine.spec.Resources;
import jcompose.engine.spec.Root;
import jcompose.engine.spec.Security;

/** Writes container specifications in which only what a test is about differs from the usual. */
public final class Specs {
  private final Path layer;
  private final List<String> args;
  private final List<Mount> mounts = new ArrayList<>();
  private final List<Device> devices = new ArrayList<>();
  private final Map<NamespaceType, NamespaceMode> namespaces = new EnumMap<>(NamespaceType.class);
  private String id = randomId();
  private String user = "";
  private String cwd = "/";
  private Set<String> capabilities = Capabilities.DOCKER_DEFAULT;
  private Optional<String> hostname = Optional.empty();
  private Optional<String> domainname = Optional.empty();
  private LogSettings log = LogSettings.DEFAULT;
  private NetworkFiles networkFiles = NetworkFiles.GENERATED;
  private Resources resources = Resources.UNLIMITED;
  private Security security = Security.DEFAULT;
  private List<String> env = List.of("PATH=/bin");
  private List<String> groups = List.of();
  private ProcessAttributes attributes = ProcessAttributes.DEFAULT;
  private Optional<String> cgroupsPath = Optional.empty();
  private Map<String, String> sysctl = Map.of();
  private boolean init;
  private boolean readonly;
  private boolean terminal;
  private boolean stdinOpen;
  private boolean privileged;
  private boolean noNewPrivileges;

  private Specs(Path layer, List<String> args) {
    this.layer = layer;
    this.args = args;
  }

  /** A container that runs a program. */
  public static Specs of(Path layer, String... args) {
    return new Specs(layer, List.of(args));
  }

  /** A container that runs lines of shell. */
  public static Specs shell(Path layer, String script) {
    return of(layer, "sh", "-c", script);
  }

  /** A valid id. */
  public static String randomId() {
    byte[] bytes = new byte[32];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  public Specs id(String chosen) {
    id = chosen;
    return this;
  }

  public Specs user(String chosen) {
    user = chosen;
    return this;
  }

  public Specs cwd(String chosen) {
    cwd = chosen;
    return this;
  }

  public Specs env(String... entries) {
    env = List.of(entries);
    return this;
  }

  public Specs capabilities(Set<String> chosen) {
    capabilities = chosen;
    return this;
  }

  public Specs hostname(String name, String domain) {
    hostname = Optional.of(name);
    domainname = Optional.of(domain);
    return this;
  }

  public Specs networkFiles(NetworkFiles chosen) {
    networkFiles = chosen;
    return this;
  }

  public Specs resources(Resources chosen) {
    resources = chosen;
    return this;
  }

  public Specs security(Security chosen) {
    security = chosen;
    return this;
  }

  public Specs mount(Mount mount) {
    mounts.add(mount);
    return this;
  }

  public Specs device(Device device) {
    devices.add(device);
    return this;
  }

  public Specs namespace(NamespaceType type, NamespaceMode mode) {
    namespaces.put(type, mode);
    return this;
  }

  public Specs readonly() {
    readonly = true;
    return this;
  }

  public Specs terminal() {
    terminal = true;
    return this;
  }

  public Specs stdinOpen() {
    stdinOpen = true;
    return this;
  }

  public Specs privileged() {
    privileged = true;
    return this;
  }

  public Specs noNewPrivileges() {
    noNewPrivileges = true;
    return this;
  }

  public Specs groups(String... chosen) {
    groups = List.of(chosen);
    return this;
  }

  public Specs attributes(ProcessAttributes chosen) {
    attributes = chosen;
    return this;
  }

  public Specs cgroupsPath(String chosen) {
    cgroupsPath = Optional.of(chosen);
    return this;
  }

  public Specs sysctl(Map<String, String> chosen) {
    sysctl = chosen;
    return this;
  }

  public Specs init() {
    init = true;
    return this;
  }

  public Specs log(LogSettings settings) {
    log = settings;
    return this;
  }

  /** The specification. */
  public ContainerSpec build() {
    return new ContainerSpec(
        id,
        "test",
        new Root(List.of(layer), readonly),
        new ProcessSpec(
            args,
            env,
            cwd,
            user,
            groups,
            capabilities,
            noNewPrivileges,
            terminal,
            stdinOpen,
            attributes),
        hostname,
        domainname,
        networkFiles,
        mounts,
        devices,
        new Namespaces(namespaces),
        resources,
        security,
        cgroupsPath,
        sysctl,
        init,
        privileged,
        log,
        Map.of());
  }
}
