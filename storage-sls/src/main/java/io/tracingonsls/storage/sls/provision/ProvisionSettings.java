// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.sls.client.LogstoreSpec;

/**
 * What may be created and how.
 *
 * @param create whether missing project, Logstore and index are created at all
 * @param traceInstance whether the Logstore belongs to a Trace instance, where nothing is ever created
 */
public record ProvisionSettings(
    String project,
    LogstoreSpec logstore,
    LayoutChoice layout,
    boolean create,
    boolean traceInstance) {}
