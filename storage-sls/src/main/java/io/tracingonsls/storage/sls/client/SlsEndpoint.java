// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where and how to reach a project.
 *
 * @param endpoint of the region, for example {@code cn-hangzhou.log.aliyuncs.com}, with or without scheme
 * @param target another address to connect to, as {@code http://host:port}; empty connects to the endpoint. Host header and signature
 *     keep the endpoint
 * @param signatureV4 sign with version 4; needs the region
 * @param region empty unless version 4
 */
public record SlsEndpoint(
    String endpoint,
    String project,
    String target,
    boolean signatureV4,
    String region,
    int maxConnections,
    Duration connectTimeout,
    Duration answerTimeout) {
  private static final Pattern ENDPOINT = Pattern.compile("(https?://)?[A-Za-z0-9._-]+/?");

  public SlsEndpoint {
    if (!ENDPOINT.matcher(endpoint).matches()) {
      throw new IllegalArgumentException(
          "endpoint: " + endpoint + " (expected: a host such as cn-hangzhou.log.aliyuncs.com)");
    }
    if (!target.isEmpty()) {
      checkTarget(target);
    }
  }

  private static void checkTarget(String target) {
    boolean valid;
    try {
      URI uri = URI.create(target);
      boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean path = uri.getRawPath() == null || uri.getRawPath().isEmpty();
      valid = scheme && path && uri.getHost() != null && uri.getRawQuery() == null;
    } catch (IllegalArgumentException malformed) {
      valid = false;
    }
    if (!valid) {
      throw new IllegalArgumentException("target: " + target + " (expected: http://host:port)");
    }
  }

  /** The endpoint without scheme and slash. */
  public String host() {
    String host = endpoint.replaceFirst("^https?://", "");
    return host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
  }

  /** Whether requests to the endpoint itself use TLS; the default, as their content is private. */
  public boolean tls() {
    return target.isEmpty() ? !endpoint.startsWith("http://") : target.startsWith("https://");
  }

  /** The endpoint as the SDK wants it. */
  String sdkEndpoint() {
    boolean plain = !target.isEmpty() || endpoint.startsWith("http://");
    return (plain ? "http://" : "https://") + host();
  }
}
