// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.sls.client.LogstoreSpec;

/**
 * What may be created and how.
 *
 * @param create whether missing project, Logstore and index are created at all
 * @param console whether a dashboard and saved searches come with a Logstore that is created
 * @param traceInstance whether the Logstore belongs to a Trace instance, where nothing is ever created
 */
public record ProvisionSettings(
    String project,
    LogstoreSpec logstore,
    LayoutChoice layout,
    boolean create,
    boolean console,
    boolean traceInstance) {
  /** The same for a tenant's Logstore, which stands beside a Trace instance and gets no console documents. */
  public ProvisionSettings ofTenant(String name) {
    LogstoreSpec own =
        new LogstoreSpec(name, logstore.ttlDays(), logstore.shards(), logstore.maxShards());
    return new ProvisionSettings(project, own, layout, create, false, false);
  }

  /** The same, with everything created that is missing, and without console documents. */
  public ProvisionSettings creating() {
    return new ProvisionSettings(project, logstore, layout, true, false, traceInstance);
  }
}
