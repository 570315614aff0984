// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Command lines whose listeners take any free port. */
final class Ports {
  private static final Map<String, List<String>> LISTENERS = Map.of(
      "all-in-one",
      List.of(
          "collector.http-server",
          "query.http-server",
          "query.grpc-server",
          "log-service.http",
          "admin.http"),
      "collector",
      List.of("collector.http-server", "admin.http"),
      "query",
      List.of("query.http-server", "query.grpc-server", "admin.http"),
      "log-service",
      List.of("log-service.http", "admin.http"));

  private Ports() {}

  static String[] anyFree(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    for (String listener : LISTENERS.getOrDefault(command, List.of())) {
      arguments.add("--" + listener + ".host-port=:0");
    }
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
