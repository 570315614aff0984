// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;

/**
 * One pod of one version of a service.
 *
 * @param app name within the namespace, for example {@code reviews}
 */
record Workload(String app, String version, String pod, String ip, Resource resource) {
  /** The attribute that tells demo spans from real ones. */
  static final String DEMO = "demo";

  static Workload of(String app, String version, int replica) {
    String pod = app + "-" + version + "-"
        + Integer.toHexString(0x7c4d0 + app.hashCode() % 997 * 31) + "-" + (char) ('a' + replica);
    String ip = "10.12." + Math.floorMod(app.hashCode(), 200) + "."
        + (10 + replica * 7 + version.hashCode() % 5);
    String service = app.startsWith("istio-") ? app : app + ".default";
    Attributes tags = Attributes.builder(5)
        .put("hostname", pod)
        .put("ip", ip)
        .put("version", version)
        .put("k8s.namespace.name", app.startsWith("istio-") ? "istio-system" : "default")
        .put(DEMO, "true")
        .build();
    return new Workload(app, version, pod, ip, Resource.ofService(service, tags));
  }

  /** The cluster-internal address, as the mesh writes it. */
  String host() {
    return app + ".default.svc.cluster.local";
  }

  String namespace() {
    return app.startsWith("istio-") ? "istio-system" : "default";
  }
}
