// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the project in a host name: the protocol has it nowhere else. */
final class HostProjects {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");

  private final List<String> endpoints;

  /** Takes the endpoint host names under which the service is known. */
  HostProjects(List<String> endpoints) {
    this.endpoints =
        endpoints.stream().map(endpoint -> endpoint.toLowerCase(Locale.ROOT)).toList();
  }

  /** The project, or null for a call to the endpoint itself. */
  @Nullable
  String project(String hostWithPort) {
    String host = withoutPort(hostWithPort).toLowerCase(Locale.ROOT);
    for (String endpoint : endpoints) {
      if (host.equals(endpoint)) {
        return null;
      }
      if (host.endsWith("." + endpoint)) {
        return host.substring(0, host.length() - endpoint.length() - 1);
      }
    }
    int dot = host.indexOf('.');
    return dot <= 0 || ADDRESS.matcher(host).matches() ? null : host.substring(0, dot);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && !host.endsWith("]") ? host.substring(0, colon) : host;
  }
}
