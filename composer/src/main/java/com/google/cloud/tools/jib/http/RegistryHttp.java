package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpTransport;
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
}
