package jcompose.engine.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jcompose.engine.EngineException;
import jcompose.engine.launch.KernelVersion;
import jcompose.engine.linux.Architecture;
import jcompose.engine.linux.LibSeccomp;
import jcompose.engine.program.Argument.Word;
import jcompose.engine.program.Flags;
import jcompose.engine.spec.Seccomp;

/** The compiled filters of this machine, in memory and on disk. Safe for use by many threads. */
public final class SeccompFilters {
  private static final String DEFAULT_NAME = "default";

  /** Changes with the compiler. */
  private static final String FORM = "table 1";

  private static final Word LOG = new Word(2, "LOG");
  private static final Word SPEC_ALLOW = new Word(4, "SPEC_ALLOW");

  private final FilterStore store;
  private final Map<Wanted, SystemCallFilter> filters = new ConcurrentHashMap<>();

  /**
   * Filters that are kept in a folder.
   *
   * @param folder made when missing
   */
  public SeccompFilters(Path folder) {
    this.store = new FilterStore(folder);
  }

  /** What a filter is compiled from, besides the machine. */
  private record Wanted(Optional<Seccomp.Profile> profile, Set<String> capabilities) {}

  /**
   * The filter for a container, or none when it is to have none.
   *
   * @param chosen what was asked for; empty means the default profile
   * @param capabilities the container's bounding set
   * @throws EngineException when the profile is wrong, with the position, or libseccomp missing
   */
  public Optional<SystemCallFilter> find(Optional<Seccomp> chosen, Set<String> capabilities) {
    Optional<Seccomp.Profile> profile = Optional.empty();
    if (chosen.isPresent()) {
      if (!(chosen.get() instanceof Seccomp.Profile given)) {
        return Optional.empty();
      }
      profile = Optional.of(given);
    }
    return Optional.of(
        filters.computeIfAbsent(
            new Wanted(profile, Set.copyOf(capabilities)), SeccompFilters.this::load));
  }

  /** Has the usual filter ready before somebody waits for it. */
  public void prepare(Set<String> capabilities) {
    try {
      find(Optional.empty(), capabilities);
    } catch (EngineException told) {
      // nobody has asked for it yet: whoever starts a container is told
      return;
    }
  }

  private SystemCallFilter load(Wanted wanted) {
    if (!LibSeccomp.isAvailable()) {
      throw new EngineException(
          "seccomp needs libseccomp.so.2, which this machine does not have: install it (Debian's"
              + " package is libseccomp2), or give the service 'security_opt:"
              + " [seccomp=unconfined]'");
    }
    String name = wanted.profile().map(Seccomp.Profile::name).orElse(DEFAULT_NAME);
    String json = wanted.profile().map(Seccomp.Profile::json).orElseGet(SeccompFilters::standard);
    String key =
        String.join(
            "\n",
            wanted.capabilities().stream().sorted().toList().toString(),
            Architecture.current().ociName(),
            KernelVersion.current().toString(),
            LibSeccomp.version(),
            FORM,
            json);
    // The profile is only read when it must be compiled: that takes longer than all the rest.
    byte[] kept = store.find(key, () -> compile(name, json, wanted.capabilities()));
    ByteBuffer buffer = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN);
    return new SystemCallFilter(name, words(buffer.getLong()), buffer.slice());
  }

  /** The flags of seccomp(2) as 8 bytes, then the instructions. */
  private static byte[] compile(String name, String json, Set<String> capabilities) {
    SeccompProfile profile =
        SeccompReader.read(name, json)
            .resolved(capabilities, Architecture.current(), KernelVersion.current());
    byte[] code = new SeccompCompiler(name, profile).compile();
    return ByteBuffer.allocate(Long.BYTES + code.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(flags(profile.flags()))
        .put(code)
        .array();
  }

  /** Those given; without any, mitigations that a filter would otherwise bring are left off. */
  private static long flags(Set<String> given) {
    long flags = 0;
    if (given.stream().anyMatch(flag -> flag.endsWith("_LOG"))) {
      flags |= LOG.value();
    }
    if (given.isEmpty() || given.stream().anyMatch(flag -> flag.endsWith("_SPEC_ALLOW"))) {
      flags |= SPEC_ALLOW.value();
    }
    return flags;
  }

  private static Word words(long flags) {
    Word log = (flags & LOG.value()) != 0 ? LOG : Flags.NONE;
    return log.or((flags & SPEC_ALLOW.value()) != 0 ? SPEC_ALLOW : Flags.NONE);
  }

  /** The engine's own profile. */
  static String standard() {
    try (InputStream resource =
        Objects.requireNonNull(SeccompFilters.class.getResourceAsStream("seccomp.json"))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
