package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpTransport;
import com.google.cloud.tools.jib.global.JibSystemProperties;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes jib's HTTP client with a transport of our own and without its retries: with them, a
 * registry that is down takes 50 seconds to be noticed.
 */
public final class RegistryHttp {
  private RegistryHttp() {}

  /**
   * The client.
   *
   * @param plain whether plain http, and credentials over it, are acceptable
   */
  public static FailoverHttpClient client(Supplier<HttpTransport> transport, boolean plain) {
    return new FailoverHttpClient(plain, plain, event -> {}, transport, transport, false);
  }

  /**
   * What is asked of a registry.
   *
   * @param accept media types
   * @param from the first byte that is wanted, 0 for all
   */
  public static Request request(
      List<String> accept, Optional<Authorization> authorization, long from) {
    Request request =
        Request.builder()
            .setUserAgent("jcompose")
            .setHttpTimeout(JibSystemProperties.getHttpTimeout())
            .setAccept(accept)
            .setAuthorization(authorization.orElse(null))
            .build();
    if (from > 0) {
      request.getHeaders().setRange("bytes=" + from + "-");
    }
    return request;
  }
}
