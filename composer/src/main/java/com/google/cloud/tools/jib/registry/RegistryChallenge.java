package com.google.cloud.tools.jib.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.Authorization;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * jib's answer to a {@code WWW-Authenticate} header, on its own: jib's client keeps what it gets
 * for the calls that it has, and has none for a part of a blob.
 */
public final class RegistryChallenge {
  private RegistryChallenge() {}

  /**
   * Fetches a token when the header names a token server.
   *
   * @param server host or host:port of the registry
   * @return empty when the header asks for user and password
   * @throws RegistryException when there is no token to be had
   */
  public static Optional<Authorization> token(
      String header,
      String server,
      String repository,
      @Nullable Credential credential,
      FailoverHttpClient http)
      throws RegistryException {
    Optional<RegistryAuthenticator> tokens =
        RegistryAuthenticator.fromAuthenticationMethod(
            header, new RegistryEndpointRequestProperties(server, repository), "jcompose", http);
    return tokens.isEmpty()
        ? Optional.empty()
        : Optional.of(tokens.get().authenticatePull(credential));
  }
}
