// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import java.util.Set;

/** Tag keys that by OpenTelemetry's conventions describe what made a span, not the span. */
final class ResourceKeys {
  private static final Set<String> KEYS = Set.of(
      "cloud.provider",
      "cloud.account.id",
      "cloud.region",
      "cloud.availability_zone",
      "cloud.platform",
      "container.name",
      "container.id",
      "container.runtime",
      "container.image.name",
      "container.image.tag",
      "deployment.environment",
      "deployment.environment.name",
      "faas.name",
      "faas.id",
      "faas.version",
      "faas.instance",
      "faas.max_memory",
      "host.id",
      "host.name",
      "host.type",
      "host.arch",
      "host.image.name",
      "host.image.id",
      "host.image.version",
      "k8s.cluster.name",
      "k8s.node.name",
      "k8s.node.uid",
      "k8s.namespace.name",
      "k8s.pod.uid",
      "k8s.pod.name",
      "k8s.container.name",
      "k8s.replicaset.uid",
      "k8s.replicaset.name",
      "k8s.deployment.uid",
      "k8s.deployment.name",
      "k8s.statefulset.uid",
      "k8s.statefulset.name",
      "k8s.daemonset.uid",
      "k8s.daemonset.name",
      "k8s.job.uid",
      "k8s.job.name",
      "k8s.cronjob.uid",
      "k8s.cronjob.name",
      "os.type",
      "os.description",
      "os.name",
      "os.version",
      "process.pid",
      "process.executable.name",
      "process.executable.path",
      "process.command",
      "process.command_args",
      "process.command_line",
      "process.owner",
      "process.runtime.name",
      "process.runtime.version",
      "process.runtime.description",
      "service.name",
      "service.namespace",
      "service.instance.id",
      "service.version",
      "telemetry.sdk.name",
      "telemetry.sdk.language",
      "telemetry.sdk.version",
      "telemetry.auto.version",
      "webengine.name",
      "webengine.version",
      "webengine.description");

  private ResourceKeys() {}

  static boolean contains(String key) {
    return KEYS.contains(key);
  }
}
