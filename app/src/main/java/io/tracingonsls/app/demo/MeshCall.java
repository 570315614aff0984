// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.SpanKind;
import java.util.SplittableRandom;

/** An HTTP call through two sidecars: the caller's proxy makes a client span, the callee's a server span, tagged as Envoy does. */
final class MeshCall {
  private final OpenSpan client;
  private final OpenSpan server;
  private final boolean waits;

  private MeshCall(OpenSpan client, OpenSpan server, boolean waits) {
    this.client = client;
    this.server = server;
    this.waits = waits;
  }

  /** Begins a call that the caller waits for. */
  static MeshCall begin(
      OpenSpan caller, Workload callee, String method, String path, String requestId) {
    return begin(caller, callee, method, path, requestId, true);
  }

  /** Begins a call beside others: the caller's clock stays. */
  static MeshCall beginParallel(
      OpenSpan caller, Workload callee, String method, String path, String requestId) {
    return begin(caller, callee, method, path, requestId, false);
  }

  private static MeshCall begin(
      OpenSpan caller,
      Workload callee,
      String method,
      String path,
      String requestId,
      boolean waits) {
    String operation = callee.host() + ":9080" + operationPath(path);
    OpenSpan client = caller.child(caller.workload(), operation, SpanKind.CLIENT);
    tagProxy(client, caller.workload(), method, callee.host() + ":9080", path, requestId);
    client.tag("upstream_cluster", "outbound|9080||" + callee.host());
    client.tag("peer.address", callee.ip() + ":9080").spend(300);
    OpenSpan server = client.child(callee, operation, SpanKind.SERVER);
    tagProxy(server, callee, method, callee.host() + ":9080", path, requestId);
    server
        .tag("upstream_cluster", "inbound|9080||")
        .tag("peer.address", caller.workload().ip());
    server.spend(150);
    return new MeshCall(client, server, waits);
  }

  /** The tags of any proxy span. */
  static void tagProxy(
      OpenSpan span,
      Workload proxy,
      String method,
      String authority,
      String path,
      String requestId) {
    span.tag("component", "proxy")
        .tag("node_id", "sidecar~" + proxy.ip() + "~" + proxy.pod() + "." + proxy.namespace())
        .tag("guid:x-request-id", requestId)
        .tag("http.url", "http://" + authority + path)
        .tag("http.method", method)
        .tag("http.protocol", "HTTP/1.1")
        .tag("user_agent", "Mozilla/5.0")
        .tag("istio.canonical_service", proxy.app())
        .tag("istio.canonical_revision", proxy.version())
        .tag("downstream_cluster", "-");
  }

  OpenSpan server() {
    return server;
  }

  /** The answer travels back. */
  void end(int status) {
    end(status, "-");
  }

  /**
   * The answer travels back.
   *
   * @param responseFlags Envoy's: {@code -}, {@code UF}, {@code UT}, {@code URX}…
   */
  void end(int status, String responseFlags) {
    finishProxy(server, status, "-");
    server.close();
    client.spend(250);
    finishProxy(client, status, responseFlags);
    if (waits) {
      client.close();
    } else {
      client.closeDetached();
    }
  }

  static void finishProxy(OpenSpan span, int status, String responseFlags) {
    SplittableRandom random = span.trace().random();
    span.tag("http.status_code", status)
        .tag("response_flags", responseFlags)
        .tag("request_size", random.nextInt(400))
        .tag("response_size", 150 + random.nextInt(5_000));
    if (status >= 500) {
      span.fail("upstream", "answered " + status);
    }
  }

  private static String operationPath(String path) {
    int digit = path.lastIndexOf('/');
    boolean numbered = digit > 0 && path.substring(digit + 1).chars().allMatch(Character::isDigit);
    return numbered ? path.substring(0, digit) + "/*" : path;
  }
}
