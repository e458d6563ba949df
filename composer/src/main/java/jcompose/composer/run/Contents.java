package jcompose.composer.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jcompose.composer.ComposerException;
import jcompose.composer.model.Content;
import jcompose.composer.model.Project;
import jcompose.composer.model.Service;
import jcompose.composer.model.ServiceMount;
import jcompose.engine.state.IoReason;

/**
 * What configs and secrets hold, each read once, so that what is hashed is what containers get. It
 * is only in memory here.
 */
final class Contents {
  /** Larger things are data, and belong into volumes. */
  private static final long LARGEST = 16L << 20;

  private static final String ALGORITHM = "HmacSHA256";

  private final Project project;
  private final Map<String, String> variables;
  private final byte[] key;
  private final Map<Content, byte[]> read = new LinkedHashMap<>();

  /**
   * The contents of a project.
   *
   * @param variables the values of those that secrets name
   * @param key makes hashes of which the content cannot be guessed
   */
  Contents(Project project, Map<String, String> variables, byte[] key) {
    this.project = project;
    this.variables = variables;
    this.key = key.clone();
  }

  /** Why a grant's content cannot be had; empty when it can. */
  Optional<String> problem(ServiceMount.Grant grant) {
    if (!(grant.content(project) instanceof Content.OfFile of)) {
      return Optional.empty();
    }
    Path file = of.file();
    if (!Files.exists(file)) {
      return Optional.of(file + " does not exist; create it");
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(file + " is not a file; mount folders with 'volumes'");
    }
    try {
      return Files.size(file) <= LARGEST
          ? Optional.empty()
          : Optional.of(file + " is larger than 16 MiB; mount it with 'volumes'");
    } catch (IOException e) {
      return Optional.of(file + " cannot be read: " + IoReason.of(e));
    }
  }

  /** The content of a grant without a problem. */
  synchronized byte[] bytes(ServiceMount.Grant grant) {
    return read.computeIfAbsent(grant.content(project), this::read).clone();
  }

  /**
   * A hash of each content that a service is given, in the order of its mounts; empty for one that
   * cannot be had.
   */
  List<String> hashes(Service service) {
    List<String> hashes = new ArrayList<>();
    for (ServiceMount mount : service.mounts()) {
      if (mount instanceof ServiceMount.Grant grant) {
        hashes.add(problem(grant).isPresent() ? "" : hash(bytes(grant)));
      }
    }
    return hashes;
  }

  private String hash(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private byte[] read(Content content) {
    if (content instanceof Content.OfFile of) {
      try {
        return Files.readAllBytes(of.file());
      } catch (IOException e) {
        throw new ComposerException(of.file() + " cannot be read: " + IoReason.of(e), e);
      }
    }
    if (content instanceof Content.Text text) {
      return text.text().getBytes(StandardCharsets.UTF_8);
    }
    if (content instanceof Content.OfVariable of) {
      return Optional.ofNullable(variables.get(of.name()))
          .orElseThrow(
              () ->
                  new ComposerException(
                      "the value of '" + of.name() + "' is known to 'up' alone; run it again"))
          .getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalStateException("the loader lets no such content pass: " + content);
  }
}
