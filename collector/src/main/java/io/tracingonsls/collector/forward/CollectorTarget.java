// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.tracingonsls.server.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;

/**
 * Which collectors an agent sends to.
 *
 * @param uri what gRPC resolves: a DNS name all of whose addresses are used, or a list of collectors
 */
public record CollectorTarget(String uri, CollectorTls tls, CollectorHeaders headers) {
  /** One that is told nothing. */
  public CollectorTarget(String uri, CollectorTls tls) {
    this(uri, tls, CollectorHeaders.NONE);
  }

  /** The same collectors, told something. */
  public CollectorTarget withHeaders(CollectorHeaders told) {
    return new CollectorTarget(uri, tls, told);
  }

  /** Whether the token can be read on its way: it goes in plain text to another machine. */
  public boolean exposesToken() {
    return headers.bearerFile() != null && !tls.enabled() && !isLoopback();
  }

  private boolean isLoopback() {
    String list = URI.create(uri).getPath().substring(1);
    return uri.startsWith(CollectorList.SCHEME)
        && Arrays.stream(list.split(",", -1))
            .map(entry -> HostPort.parse(entry, "127.0.0.1").host())
            .allMatch(
                host -> host.equals("localhost") || host.equals("::1") || host.startsWith("127."));
  }

  /**
   * Reads {@code dns:///name:port} or {@code host:port,host:port}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static CollectorTarget parse(List<String> entries, CollectorTls tls) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("empty (expected: host:port, … or dns:///name:port)");
    }
    if (entries.size() == 1 && entries.get(0).contains("://")) {
      return new CollectorTarget(dns(entries.get(0)), tls);
    }
    StringBuilder list = new StringBuilder();
    for (String entry : entries) {
      HostPort address = HostPort.parse(entry.strip(), "127.0.0.1");
      list.append(list.isEmpty() ? "/" : ",").append(address);
    }
    try {
      URI uri = new URI(CollectorList.SCHEME, null, list.toString(), null);
      return new CollectorTarget(uri.toASCIIString(), tls);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(list + " (expected: host:port, …)", e);
    }
  }

  private static String dns(String text) {
    String expected = text + " (expected: host:port, … or dns:///name:port)";
    try {
      URI uri = new URI(text);
      String path = uri.getPath();
      if (!"dns".equals(uri.getScheme()) || path == null || path.length() < 2) {
        throw new IllegalArgumentException(expected);
      }
      HostPort.parse(path.substring(1), "127.0.0.1");
      return text;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }
}
